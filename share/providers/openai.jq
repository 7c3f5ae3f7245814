# OpenAI Chat Completions, and every server that speaks it: give --base-url (or
# $OPENAI_BASE_URL) for vLLM, llama.cpp, LM Studio, OpenRouter …; such a server
# needs a key only where it says so.
include "providers/lib/http";

def about:
  {title: "OpenAI, or any server that speaks its protocol (--base-url)",
   env: {key: ["OPENAI_API_KEY"], base: ["OPENAI_BASE_URL", "OPENAI_API_BASE"], model: ["OPENAI_MODEL"]},
   hopeless: hopeless,
   secret: ["key"],
   default: {base: "https://api.openai.com/v1", model: "gpt-4.1-mini"},
   needs: (if (.env.base // "https://api.openai.com/v1") | startswith("https://api.openai.com") then ["key"] else [] end),
   ping: "/models"};

def auth: if (.env.key // "") != "" then {Authorization: "Bearer \(.env.key)"} else {} end;
def own: .env.base | startswith("https://api.openai.com");

def request:
  own as $own | (.ask.model | test("^(o[0-9]|gpt-5)")) as $thinks
  | {method: "POST", url: "\(.env.base | trimmed)/chat/completions",
     headers: ({"Content-Type": "application/json"} + auth),
     body: ({model: .ask.model,
             messages: [{role: "system", content: .ask.system}, {role: "user", content: .ask.user}]}
       + (if $own or .ask.bare then {max_completion_tokens: .ask.max_tokens} else {max_tokens: .ask.max_tokens} end)
       + (if $thinks or .ask.bare then {} else {temperature: .ask.temperature, seed: .ask.seed} end)
       + (if .ask.schema then {response_format: {type: "json_schema",
            json_schema: {name: .ask.task, strict: true, schema: .ask.schema}}} else {} end))};

def ping: {method: "GET", url: "\(.env.base | trimmed)/models", headers: auth};

def reply:
  if .status == 200 and (.json.choices[0]?.message | type) == "object" then
    .json as $j | $j.choices[0] as $c
    | if ($c.message.refusal? // "") != "" or $c.finish_reason == "content_filter"
      then failure("filter"; ($c.message.refusal? // "the reply was filtered") | tostring | .[0:200])
      else {text: ($c.message.content // $c.message.tool_calls[0]?.function.arguments // ""),
            cut: ($c.finish_reason == "length"), model: $j.model,
            tokens_in: $j.usage.prompt_tokens, tokens_out: $j.usage.completion_tokens} end
  else by_status end;
