# Ollama: models on your own machine; no key, nothing leaves.
include "providers/lib/http";

def about:
  {title: "Ollama, models on your own machine",
   env: {base: ["OLLAMA_HOST"], model: ["OLLAMA_MODEL"], key: ["OLLAMA_API_KEY"]},
   hopeless: hopeless,
   secret: ["key"],
   default: {base: "http://127.0.0.1:11434", model: "qwen2.5-coder:7b"},
   needs: []};

# OLLAMA_HOST may lack the scheme, or be the address that the server binds to.
def base: .env.base | trimmed | sub("^(?<a>[^/:]+(:[0-9]+)?)$"; "http://\(.a)") | sub("//0\\.0\\.0\\.0"; "//127.0.0.1")
  | if test("://[^/:]+$") and startswith("http:") then . + ":11434" else . end;
def auth: if (.env.key // "") != "" then {Authorization: "Bearer \(.env.key)"} else {} end;

# The window must hold the prompt: four bytes a token, and room for the answer.
def window: (((.ask.system + .ask.user) | utf8bytelength) / 3.5 + .ask.max_tokens + 256 | floor)
  | if . < 4096 then 4096 else (. / 2048 | ceil) * 2048 end;

def request:
  {method: "POST", url: "\(base)/api/chat", headers: ({"Content-Type": "application/json"} + auth),
   body: ({model: .ask.model, stream: false,
           messages: [{role: "system", content: .ask.system}, {role: "user", content: .ask.user}],
           options: {temperature: .ask.temperature, seed: .ask.seed, num_predict: .ask.max_tokens, num_ctx: window}}
     + (if .ask.schema then {format: .ask.schema} else {format: "json"} end))};

def ping: {method: "GET", url: "\(base)/api/tags", headers: auth};

def reply:
  if .status == 200 and (.json.message | type) == "object" then
    {text: (.json.message.content // ""), cut: (.json.done_reason == "length"), model: .json.model,
     tokens_in: .json.prompt_eval_count, tokens_out: .json.eval_count}
  else by_status end;
