# What the replies of all providers have in common.  A failure's kind is one of
# key model quota busy filter schema settings long request garbage: PIPELINE.md
# tells the remedy of each, as provider.KIND.  After "schema" the same is asked with
# the schema in words, after "settings" with .ask.bare: without temperature and seed,
# and with no more of the protocol than every model knows.

# The provider's own words: at most 200 characters of them.
def said:
  (.json | if type == "array" then .[0] else . end) as $j
  | [$j.error.message?, $j.message?, $j.error?, $j.detail?, .text]
  | map(select(type == "string" and . != "")) | first // "no reason given"
  | .[0:2000] | gsub("<[^>]*>"; " ") | gsub("\\s+"; " ") | gsub("^ |[ .]+$"; "") | .[0:200];

def failure($kind; $message): {error: {kind: $kind, message: $message}};

# Where a 429 says this, no waiting helps.
def hopeless: ["insufficient_quota", "credit balance"];

def refuses_settings:
  test("temperature|seed|max_(completion_)?tokens|top_p|(system|developer) (field|prompt|message|instruction|role)"; "i")
  and test("unsupported|n.t (be )?(support|enabled|permitted|allowed)|deprecat|unknown|unrecogni|extra|only the default|unexpected"; "i");

# Who answers a wrong key repeats parts of it: these words are ours.
def refused($said):
  if .status == 403 and ($said | test("\\bmodel"; "i")) then failure("model"; $said)
  elif .status == 403 and ($said | test("country|region|territory"; "i")) then failure("request"; "HTTP 403: \($said)")
  elif $said | test("expired|not yet current|too skewed"; "i")
  then failure("key"; "the key has expired, or this machine's clock is wrong (HTTP \(.status))")
  else failure("key"; "refused the key (HTTP \(.status))") end;

def by_status:
  said as $said | (.status == 400 or .status == 413 or .status == 422) as $bad
  | if .status >= 300 and .status < 400 then failure("request"; "HTTP \(.status): it has moved, and keys do not follow to another address")
    elif .status == 401 or .status == 403 then refused($said)
    elif .status == 402 or ($said | test("insufficient_quota|exceeded your current quota|credit balance|billing"; "i"))
    then failure("quota"; $said)
    elif ($said | test("model[^.]{0,60}(not found|does not exist|not exist|is not supported|invalid)|(invalid|unknown|unsupported) model"; "i"))
      or (.status == 404 and ($said | test("model|deployment"; "i")))
    then failure("model"; $said)
    elif .status == 404 then failure("request"; "HTTP 404: nothing at this address: \($said)")
    elif $bad and ($said | test("context (length|window|size)|too many (input )?tokens|(prompt|input|request)[^.]{0,40}too (long|large)|maximum[^.]{0,30}tokens"; "i"))
    then failure("long"; $said)
    elif ($said | test("content.?(filter|management|policy)|safety|responsible ai"; "i")) then failure("filter"; $said)
    elif $bad and ($said | refuses_settings) then failure("settings"; $said)
    elif $bad and ($said | test("response_format|json_schema|json mode|schema|tool|format|grammar"; "i"))
    then failure("schema"; $said)
    elif .status == 408 or .status == 429 or .status >= 500 then failure("busy"; "HTTP \(.status): \($said)")
    elif .status >= 400 then failure("request"; "HTTP \(.status): \($said)")
    else failure("garbage"; "the reply is not what this provider sends: \(.text[0:80])") end;

# A base address without slashes at its end.
def trimmed: sub("/+$"; "");

# What all have of a JSON Schema: no "additionalProperties", "nullable" and "anyOf"
# in place of a list of types (the dialect of OpenAPI 3.0).
def openapi:
  if type == "array" then map(openapi)
  elif type == "object" then
    del(.additionalProperties, ."$schema", .title)
    | if (.type | type) == "array"
      then (.type | index("null") != null) as $null | (.type - ["null"]) as $types | .items as $items
        | (if ($types | length) == 1 then .type = $types[0]
           else del(.type, .items) | .anyOf = [$types[] | {type: .} + (if . == "array" then {items: $items} else {} end)] end)
        | if $null then .nullable = true else . end
      else . end
    | if .enum then .enum -= [null] else . end
    | if .properties then .properties |= map_values(openapi) else . end
    | if .items then .items |= openapi else . end
    | if .anyOf then .anyOf |= openapi else . end
  else . end;
