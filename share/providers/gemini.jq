# Google Gemini, generateContent.
include "providers/lib/http";

def about:
  {title: "Google Gemini",
   env: {key: ["GEMINI_API_KEY", "GOOGLE_API_KEY"], base: ["GEMINI_BASE_URL"], model: ["GEMINI_MODEL"]},
   hopeless: hopeless,
   secret: ["key"],
   default: {base: "https://generativelanguage.googleapis.com/v1beta", model: "gemini-2.5-flash"},
   needs: ["key"]};

def request:
  {method: "POST", url: "\(.env.base | trimmed)/models/\(.ask.model | @uri):generateContent",
   headers: {"Content-Type": "application/json", "x-goog-api-key": .env.key},
   body: ((if .ask.bare then {contents: [{role: "user", parts: [{text: "\(.ask.system)\n\n\(.ask.user)"}]}]}
       else {systemInstruction: {parts: [{text: .ask.system}]}, contents: [{role: "user", parts: [{text: .ask.user}]}]} end)
     + {generationConfig: ({maxOutputTokens: .ask.max_tokens}
         + (if .ask.bare then {} else {temperature: .ask.temperature, seed: .ask.seed} end)
         + (if .ask.schema then {responseMimeType: "application/json", responseSchema: (.ask.schema | openapi)} else {} end))})};

def ping: {method: "GET", url: "\(.env.base | trimmed)/models", headers: {"x-goog-api-key": .env.key}};

def reply:
  .json.candidates[0]? as $c
  | (.json.promptFeedback.blockReason? // $c.finishReason? // "" | tostring) as $why
  | (if .json.promptFeedback.blockReason? or ($why | test("SAFETY|PROHIBITED|BLOCK|RECITATION|SPII")) then $why else null end) as $blocked
  | if .status == 200 and $blocked != null then failure("filter"; "the answer was blocked: \($blocked)")
    elif .status == 200 and ($c.content.parts? | type) == "array" then
      .json as $j
      | {text: ([$c.content.parts[] | select(.thought != true) | .text // (.functionCall.args | values | tojson)] | add // ""),
         cut: ($c.finishReason == "MAX_TOKENS"), model: $j.modelVersion,
         tokens_in: $j.usageMetadata.promptTokenCount,
         tokens_out: ([$j.usageMetadata.candidatesTokenCount, $j.usageMetadata.thoughtsTokenCount] | add)}
    elif .status == 200 and $c.finishReason? == "MAX_TOKENS" then {text: "", cut: true, model: null}
    elif .status == 400 and (said | test("API key"; "i")) then failure("key"; "refused the key (HTTP 400)")
    else by_status end;
