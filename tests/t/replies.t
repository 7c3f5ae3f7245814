#!/bin/sh
# What a server may answer that is no answer: each ends in one clear message, in
# time, with its key nowhere.
. "$(dirname "$0")/../lib.sh"
command -v perl >/dev/null || { skip 'replies' 'perl is not installed'; done_testing; exit 0; }
. "$ROOT/tests/mock.sh"
start_mock

cat >lines <<'E'
{"kind":"dataset","id":"iowa","ok":true,"rows":51,"columns":[{"name":"source","type":"text","role":"category"},{"name":"net","type":"integer","role":"measure"}]}
{"kind":"chart","id":"iowa-1","goal":{"ok":true,"question":"Which source makes most?","title":"Net by source","chart":"bar","datasets":["iowa"],"x":"source","y":"net","aggregate":"sum"}}
E
good='{"explanation":"Sums.","sql":"SELECT source, sum(net) AS net FROM iowa GROUP BY source","chart":{"type":"bar","x":"source","y":"net"},"gnuplot":null}'
echo "$good" >mock/answer

# gives NAME CALLS REGEX ARGS: what openai's code is, or its error, after so many
# calls at most, without the key.
gives() {
	name=$1 calls=$2 want=$3
	shift 3
	env $(need openai) llmcode -p openai --cache-ttl 0 "$@" <lines >out 2>err
	jq -r 'select(.code).code | if .ok then "ok" else .error.code + ": " + .error.message end' out >said
	like "$name" 0 "$want" "[ \$(cat mock/count) -le $calls ] && ! grep -q $key out err && cat said"
}

# ---- what the provider says, and what to do

while IFS='|' read -r status words want; do
	modes "says $status $words"
	gives "HTTP $status: $words" 1 "$want"
done <<'E'
403|You do not have access to the model with the specified model ID.|provider.model: .*specified model ID$
403|Country, region, or territory not supported|provider.request: .*territory
403|The security token included in the request is expired|provider.key: .*expired, or this machine's clock is wrong
401|Incorrect API key provided: k-3f9a61c2d7|provider.key: .*refused the key .HTTP 401
402|Payment required|provider.quota
404|Not Found|provider.request: .*nothing at this address: Not Found
404|The model gpt-9 does not exist|provider.model
400|This model's maximum context length is 8192 tokens|provider.long
400|The response was filtered due to the content management policy|provider.filter
400|max_tokens is too large: 99999. This model supports at most 16384|provider.request: .*at most 16384
413|Request Entity Too Large|provider.long
418|<html><h1>I am a teapot</h1></html>|provider.request: .*HTTP 418: I am a teapot$
E
for status in 408 429 502 529; do
	modes "says $status busy" ok
	gives "HTTP $status is tried again" 2 ok
done

# ---- bytes

# reply HEADERS MODE: what stdin holds is the mock's raw reply to all, or to the first.
reply() {
	cat >body
	{ printf 'HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n' "$1" "$(wc -c <body)" && cat body; } >mock/raw
	modes 'raw raw' "${2-raw raw}"
}
text() { jq -Rs '{choices: [{message: {content: .}, finish_reason: "stop"}]}'; }
reply '307 X
Location: http://localhost:1/v1' </dev/null
gives 'a redirection is not followed, so the key goes nowhere else' 1 'provider.request: .*HTTP 307: it has moved, and keys do not follow'
head -c 50000000 /dev/zero | gzip | reply '200 X
Content-Encoding: gzip'
gives 'what unpacks to 50 MB is not read to its end' 1 'provider.long: .*longer than [0-9]* bytes'
head -c 200000 /dev/zero | tr '\0' '[' | reply '200 X' ok
gives 'JSON nested without end is no reply, and asked for again' 2 ok
head -c 500000 /dev/zero | tr '\0' '{' | text | reply '200 X' ok
gives 'nor is such an answer' 2 ok
jq -nc --argjson g "$good" --arg t "$(printf '%070000d' 0)" '$g | .explanation = $t' | text | reply '200 X' ok
gives 'a text without end is no answer' 2 ok
printf '{"choices":[{"message":{"content":"\377\376 no"}}]}' | reply '200 X' ok
gives 'invalid UTF-8 neither' 2 ok
echo "I'm sorry, but I cannot help with that." | text | reply '200 X'
gives 'what it says in place of an answer is told' 3 "provider.garbage: .*no JSON object: I'm sorry, but"
printf 'data: {"choices":[{"delta":{"content":"{"}}]}\n\ndata: [DONE]\n\n' | reply '200 X'
gives 'a stream that nobody asked for' 5 'provider.garbage: .*not what this provider sends: data:'
printf 'HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n{"choices"' >mock/raw
modes 'raw raw' ok
gives 'a server that closes early is asked again' 2 ok
{
	printf 'HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n'
	printf %s "$good" | text | tr -d '\n' | fold -b -w 9 >pieces
	while IFS= read -r piece || [ "$piece" ]; do printf '%x\r\n%s\r\n' ${#piece} "$piece"; done <pieces
	printf '0\r\n\r\n'
} >mock/raw
modes 'raw raw'
gives 'chunks are put together' 1 ok
modes 'drip raw'
gives 'a reply that drips ends at the deadline' 1 provider.time --timeout 0.7
jq -nc --argjson g "$good" '$g + {ok: true, by: {x: 1}, from: "z"}' | text | reply '200 X'
gives 'members that the schema does not know fall away' 1 ok
ok 'of who made it the answer says nothing' "jq -e 'select(.code).code.by.provider == \"openai\"' out"
jq -nc --argjson g "$good" --arg k $key '$g | .explanation = $k' | text | reply '200 X'
gives 'an answer that holds the key is not used' 1 'provider.request: .*the reply repeats the key'
printf %s "$good" | text | jq -c '.model = "\u001b[2Jm"' | reply '200 X'
gives 'a model of an impossible name' 1 ok
ok 'is called as we call it' "jq -e 'select(.code).code.by.model == \"gpt-4.1-mini\"' out"
modes 'busy 99999999'
gives 'a server that wants to be left alone for years is' 1 'provider.busy'
modes "busy $(LC_ALL=C date -u -d '1 second' '+%a, %d %b %Y %H:%M:%S GMT')" ok
gives 'Retry-After may be a date' 2 ok

# ---- keys that are none

filed='env -u OPENAI_API_KEY OPENAI_API_KEY_FILE'
printf 'first\nX-Evil: second\n' >k
like 'a key file of two lines is refused' 1 'OPENAI_API_KEY_FILE: not one line of text' "$filed=k llmcode -p openai <lines"
like 'and one that cannot be read' 1 'OPENAI_API_KEY_FILE: No such file.*: name a file' "$filed=nowhere llmcode -p openai <lines"
: >k
like 'an empty one is none' 1 'needs OPENAI_API_KEY: set it' "$filed=k llmcode -p openai <lines"
like 'nor is an empty variable' 1 'needs OPENAI_API_KEY: set it' 'OPENAI_API_KEY= llmcode -p openai <lines'
printf ' %s\r\n' $key >k
modes ok
ok 'blanks and line ends around a key are none of it' \
	"$filed=k llmcode -p openai --base-url $BASE/v1 <lines >out; tr -d '\r' <mock/1.req | grep -qx 'Authorization: Bearer $key'"
is 'no stage can leave a core dump' 0 0 "ulimit -c unlimited 2>err; llmcode -p 'exec:ulimit -c >core; false,builtin' <lines >out 2>err; cat core"
done_testing
