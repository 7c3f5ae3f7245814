#!/bin/sh
# Calls of a model overlap: five charts coded against a mock that takes 800 ms for
# each answer, against one.
. "$(dirname "$0")/lib.sh"
need perl jq

rm -rf "$WORK/mock"
mkdir "$WORK/mock"
echo '{"sql":"SELECT a, sum(n) AS n FROM t GROUP BY a","chart":{"type":"bar","x":"a","y":"n"},"gnuplot":null,"explanation":"Sums."}' >"$WORK/mock/answer"
echo 'slow 800' >"$WORK/mock/mode"
"$ROOT/tests/mockmodel" "$WORK/mock" &
mock=$!
trap 'kill $mock' EXIT
while [ ! -s "$WORK/mock/port" ]; do sleep 0.05; done
OLLAMA_HOST=http://127.0.0.1:$(cat "$WORK/mock/port")
export OLLAMA_HOST

jq -nc '{kind: "dataset", id: "t", ok: true, rows: 9, columns: [{name: "a", type: "text", role: "category"}, {name: "n", type: "integer", role: "measure"}]},
	(range(5) | {kind: "chart", id: "t-\(.)", goal: {ok: true, question: "Question \(.)?", chart: "bar", datasets: ["t"], x: "a", y: "n"}})' >"$WORK/five"
head -n 2 "$WORK/five" >"$WORK/one"
code() { echo "llmcode -p ollama --cache-ttl 0 <$WORK/$1 | jq -es 'map(select(.kind == \"chart\")) | all(.code.ok)'"; }
head_row 'five charts coded, 800 ms an answer' 'one chart'
compare 'llmcode, five at once' 1.5 5 "$(code five)" "$(code one)"
