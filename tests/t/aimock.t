#!/bin/sh
# The providers against npm's @copilotkit/aimock, which speaks their formats by
# other hands than ours; in calm, and with three calls in ten going wrong.
# It is installed once, to VIZ_CACHE or .build/npm.  Where that cannot be (no npm,
# no registry, a node that is too old for it) this is skipped: our own mock puts
# all providers through the same in providers.t.
. "$(dirname "$0")/../lib.sh"

dir=${VIZ_CACHE:-$ROOT/.build/npm}
mkdir -p "$dir"
if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
	skip 'aimock' 'npm is not installed (make aimock installs it); providers.t does the same with our own mock'
	done_testing
	exit 0
fi
mock=$dir/node_modules/@copilotkit/aimock/dist/cli.js
[ -f "$mock" ] || (cd "$dir" && npm install --no-audit --no-fund --silent @copilotkit/aimock@1) >npm.log 2>&1
if [ ! -f "$mock" ] || ! node "$mock" --help >npm.log 2>&1; then
	skip 'aimock' "npm could not install @copilotkit/aimock, or node $(node --version) cannot run it; providers.t does the same with our own mock"
	done_testing
	exit 0
fi

. "$ROOT/tests/mock.sh"

code='{"sql":"SELECT source, sum(n) AS n FROM iowa GROUP BY source","chart":{"type":"bar","x":"source","y":"n"},"gnuplot":null,"explanation":"Sums."}'
jq -n --arg text "$code" '{fixtures: [
	{match: {userMessage: "The chart to make", toolName: "answer"}, response: {toolCalls: [{name: "answer", arguments: ($text | fromjson)}]}},
	{match: {userMessage: "The chart to make"}, response: {content: $text}}]}' >fixtures.json
{
	echo '{"kind":"dataset","id":"iowa","ok":true,"rows":51,"columns":[{"name":"source","type":"text","role":"category"},{"name":"n","type":"integer","role":"measure"}]}'
	for i in 1 2 3 4 5 6 7 8 9 10; do
		echo '{"kind":"chart","id":"iowa-'$i'","goal":{"ok":true,"question":"Question '$i'?","chart":"bar","datasets":["iowa"],"x":"source","y":"n"}}'
	done
} >lines

# start ARGS: the mock on a free port, its address in BASE.
start() {
	port=$((20000 + $$ % 20000))
	while :; do
		node "$mock" -p $port -f fixtures.json --log-level silent "$@" >mock.log 2>&1 &
		pid=$!
		for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
			sleep 0.2
			curl -s -o curl.out "http://127.0.0.1:$port/health" && BASE=http://127.0.0.1:$port && return
			kill -0 $pid 2>/dev/null || break
		done
		kill $pid 2>/dev/null
		port=$((port + 1))
		[ $port -lt 40100 ] || exit 3
	done
}
trap 'kill $pid 2>/dev/null; rm -rf "$TMP"' EXIT

start
for p in $providers; do
	head -2 lines >two
	ok "$p: aimock is understood" \
		"env $(need $p) llmcode -p $p <two 2>err | jq -e 'select(.kind == \"chart\").code | .ok and .chart.type == \"bar\" and .by.provider == \"$p\"'"
done
kill $pid

# Three in ten go wrong, in four ways; every call also takes its time.
start --chaos-drop 0.08 --chaos-malformed 0.08 --chaos-disconnect 0.07 --chaos-ratelimit 0.07 --chaos-latency 50
for p in $providers; do
	ok "$p: nothing is lost where three calls in ten go wrong" \
		"rm -rf cache; env $(need $p) llmcode -p $p <lines 2>err | jq -es 'map(select(.kind == \"chart\")) | length == 10 and all(.code.ok)'"
done
kill $pid
done_testing
