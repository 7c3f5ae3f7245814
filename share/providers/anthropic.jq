# Anthropic Messages.  A schema is enforced by a tool that must be used.
include "providers/lib/http";

def about:
  {title: "Anthropic",
   env: {key: ["ANTHROPIC_API_KEY"], base: ["ANTHROPIC_BASE_URL"], model: ["ANTHROPIC_MODEL"]},
   hopeless: hopeless,
   secret: ["key"],
   default: {base: "https://api.anthropic.com", model: "claude-sonnet-4-5"},
   needs: ["key"]};

def headers: {"x-api-key": .env.key, "anthropic-version": "2023-06-01"};

def request:
  {method: "POST", url: "\(.env.base | trimmed)/v1/messages",
   headers: ({"Content-Type": "application/json"} + headers),
   body: ({model: .ask.model, max_tokens: .ask.max_tokens, system: .ask.system,
           messages: [{role: "user", content: .ask.user}]}
     + (if .ask.bare then {} else {temperature: .ask.temperature} end)
     + (if .ask.schema then {tools: [{name: "answer", description: "Gives the answer.", input_schema: .ask.schema}],
          tool_choice: {type: "tool", name: "answer"}} else {} end))};

def ping: {method: "GET", url: "\(.env.base | trimmed)/v1/models", headers: headers};

def reply:
  if .status == 200 and (.json.content? | type) == "array" then
    .json as $j
    | if $j.stop_reason == "refusal" then failure("filter"; "the model refused to answer")
      else {text: (first($j.content[] | select(.type == "tool_use") | .input | tojson)
              // ([$j.content[] | select(.type == "text") | .text] | add // "")),
            cut: ($j.stop_reason == "max_tokens"), model: $j.model,
            tokens_in: ([$j.usage.input_tokens, $j.usage.cache_read_input_tokens, $j.usage.cache_creation_input_tokens] | add),
            tokens_out: $j.usage.output_tokens} end
  elif (.json.error.type? // "") == "overloaded_error" then failure("busy"; "overloaded")
  else by_status end;
