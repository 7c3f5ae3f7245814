# Azure OpenAI: a resource of one's own, a deployment for a model.
include "providers/lib/http";

def about:
  {title: "Azure OpenAI (the model is the deployment's name)",
   env: {key: ["AZURE_OPENAI_API_KEY"], base: ["AZURE_OPENAI_ENDPOINT"], model: ["AZURE_OPENAI_DEPLOYMENT"],
         version: ["AZURE_OPENAI_API_VERSION", "OPENAI_API_VERSION"]},
   hopeless: hopeless,
   secret: ["key"],
   default: {version: "2024-10-21"},
   needs: ["key", "base", "model"]};

def query: "api-version=\(.env.version | @uri)";

def request:
  {method: "POST",
   url: "\(.env.base | trimmed)/openai/deployments/\(.ask.model | @uri)/chat/completions?\(query)",
   headers: {"Content-Type": "application/json", "api-key": .env.key},
   body: ({messages: [{role: "system", content: .ask.system}, {role: "user", content: .ask.user}]}
     + (if .ask.bare or (.ask.model | test("^(o[0-9]|gpt-5)")) then {max_completion_tokens: .ask.max_tokens}
        else {max_tokens: .ask.max_tokens, temperature: .ask.temperature, seed: .ask.seed} end)
     + (if .ask.schema then {response_format: {type: "json_schema",
          json_schema: {name: .ask.task, strict: true, schema: .ask.schema}}} else {} end))};

def ping: {method: "GET", url: "\(.env.base | trimmed)/openai/models?\(query)", headers: {"api-key": .env.key}};

def reply:
  if .status == 200 and (.json.choices[0]?.message | type) == "object" then
    .json as $j | $j.choices[0] as $c
    | if $c.finish_reason == "content_filter" then failure("filter"; "the reply was filtered")
      else {text: ($c.message.content // ""), cut: ($c.finish_reason == "length"), model: $j.model,
            tokens_in: $j.usage.prompt_tokens, tokens_out: $j.usage.completion_tokens} end
  elif (.json.error.code? // "") == "content_filter" then failure("filter"; said)
  elif (.json.error.code? // "") == "DeploymentNotFound" then failure("model"; said)
  else by_status end;
