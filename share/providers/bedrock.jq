# Amazon Bedrock, Converse: one protocol for Claude, Llama, Nova, Titan, Cohere,
# Mistral … by model id.  Signed with the usual AWS keys, or a bearer key.
include "providers/lib/http";

def about:
  {title: "Amazon Bedrock (any model id or inference profile)",
   env: {key: ["AWS_BEARER_TOKEN_BEDROCK"], access: ["AWS_ACCESS_KEY_ID"], secret: ["AWS_SECRET_ACCESS_KEY"],
         token: ["AWS_SESSION_TOKEN"], region: ["AWS_REGION", "AWS_DEFAULT_REGION"],
         base: ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"], model: ["BEDROCK_MODEL"]},
   hopeless: hopeless,
   secret: ["key", "secret", "token", "access"],
   default: {region: "us-east-1", model: "global.anthropic.claude-haiku-4-5-20251001-v1:0"},
   needs: (if (.env.access // "") != "" then ["secret"] else ["key"] end)};

def base: (.env.base // "" | trimmed) as $b
  | if $b != "" then $b else "https://bedrock-runtime.\(.env.region).amazonaws.com" end;

def signed: if (.env.key // "") != "" then {headers: {Authorization: "Bearer \(.env.key)"}}
  else {headers: {}, sign: {service: "bedrock", region: .env.region}} end;

# Those whose Converse takes a tool that must be used; for the others the schema
# is put into the prompt ("enforced": false).
def has_tools: .ask.model | test("anthropic\\.|mistral-large|amazon\\.nova");

def request:
  signed as $s
  | {method: "POST", url: "\(base)/model/\(.ask.model | @uri)/converse",
     headers: ($s.headers + {"Content-Type": "application/json"}), sign: $s.sign, enforced: has_tools,
     body: ((if .ask.bare or (.ask.model | test("amazon.titan"))
         then {messages: [{role: "user", content: [{text: "\(.ask.system)\n\n\(.ask.user)"}]}]}
         else {system: [{text: .ask.system}], messages: [{role: "user", content: [{text: .ask.user}]}]} end)
       + {inferenceConfig: ({maxTokens: .ask.max_tokens} + (if .ask.bare then {} else {temperature: .ask.temperature} end))}
       + (if .ask.schema and has_tools then {toolConfig: {
            tools: [{toolSpec: {name: "answer", description: "Gives the answer.", inputSchema: {json: .ask.schema}}}],
            toolChoice: (if (.ask.model | test("mistral")) then {any: {}} else {tool: {name: "answer"}} end)}} else {} end))};

def reply:
  if .status == 200 and (.json.output.message.content? | type) == "array" then
    .json as $j
    | if $j.stopReason == "guardrail_intervened" or $j.stopReason == "content_filtered"
      then failure("filter"; "the answer was blocked: \($j.stopReason)")
      else {text: (first($j.output.message.content[] | select(.toolUse) | .toolUse.input | tojson)
              // ([$j.output.message.content[] | .text // empty] | add // "")),
            cut: ($j.stopReason == "max_tokens"), model: null,
            tokens_in: $j.usage.inputTokens, tokens_out: $j.usage.outputTokens} end
  else by_status end;

def ping: signed as $s | {method: "POST", url: "\(base)/model/\(.ask.model | @uri)/converse",
  headers: ($s.headers + {"Content-Type": "application/json"}), sign: $s.sign,
  body: {messages: [{role: "user", content: [{text: "ok"}]}], inferenceConfig: {maxTokens: 1}}};
