# What the replies of all providers have in common.  A failure's kind is one of
# key model quota busy filter schema request garbage: PIPELINE.md tells the remedy
# of each, as provider.KIND.

# The provider's own words: at most 200 characters of them.
def said:
  (.json | if type == "array" then .[0] else . end) as $j
  | [$j.error.message?, $j.message?, $j.error?, $j.detail?, .text]
  | map(select(type == "string" and . != "")) | first // "no reason given"
  | gsub("[\\s]+"; " ") | .[0:200];

def failure($kind; $message): {error: {kind: $kind, message: $message}};

# Where a 429 says this, no waiting helps.
def hopeless: ["insufficient_quota", "credit balance"];

# Who answers a wrong key repeats parts of it: these words are ours.
def by_status:
  said as $said
  | if .status == 401 or .status == 403 then failure("key"; "refused the key (HTTP \(.status))")
    elif .status == 402 or ($said | test("insufficient_quota|exceeded your current quota|credit balance|billing"; "i"))
    then failure("quota"; $said)
    elif .status == 404 or ($said | test("model[^.]{0,60}(not found|does not exist|not exist|is not supported|invalid)|(invalid|unknown|unsupported) model"; "i"))
    then failure("model"; $said)
    elif ($said | test("content.?(filter|management|policy)|safety|responsible ai"; "i")) then failure("filter"; $said)
    elif (.status == 400 or .status == 422) and ($said | test("response_format|json_schema|schema|tool|format|grammar"; "i"))
    then failure("schema"; $said)
    elif .status == 408 or .status == 429 or .status >= 500 then failure("busy"; "HTTP \(.status): \($said)")
    elif .status >= 400 then failure("request"; "HTTP \(.status): \($said)")
    else failure("garbage"; "the reply is not what this provider sends: \(.text[0:80])") end;

# A base address without slashes at its end.
def trimmed: sub("/+$"; "");

# What all have of a JSON Schema: no "additionalProperties", "nullable" in place
# of a list of types (the dialect of OpenAPI 3.0).
def openapi:
  if type == "array" then map(openapi)
  elif type == "object" then
    del(.additionalProperties, ."$schema", .title)
    | if (.type | type) == "array"
      then (.type | index("null") != null) as $null
        | .type = (.type - ["null"])[0] | if $null then .nullable = true else . end
      else . end
    | if .enum then .enum -= [null] else . end
    | if .properties then .properties |= map_values(openapi) else . end
    | if .items then .items |= openapi else . end
  else . end;
