#!/bin/sh
# llmtell: lines pass, charts with a table are told, no number is made up.
. "$(dirname "$0")/../lib.sh"

shared_checks llmtell insight
like 'help is on stdout, status 0' 0 '^usage: llmtell' 'llmtell --help 2>/dev/null'
like 'an unknown provider is status 2' 2 'no such provider: opnai' 'llmtell -p opnai </dev/null'
like 'a timeout that is none is status 2' 2 'usage' 'llmtell --timeout soon </dev/null'

# Every sentence of our own rules passes the check that models' sentences do.
for f in "$DATA"/*.csv; do
	name=$(basename "$f" .csv)
	csvsum "$f" | llmgoals -n 8 | llmcode | specvet | csvquery 2>err >"$name.tables"
	llmtell <"$name.tables" >"$name.told"
	ok "$name: every chart with a table is told" \
		"jq -es 'map(select(.table.ok)) | length > 2 and all(.insight.ok and (.insight.text | test(\"^[A-Z“(].*[.]\$\")) and .insight.by == {provider: \"builtin\"})' <$name.told"
	jq -s '[.[] | select(.kind == "chart") | {(.id): .insight.text}] | add' <"$name.told" >words.json
	ok "$name: every number of them is found in the table" \
		"llmtell -p 'exec:jq -c --slurpfile w words.json \"{text: \\\$w[0][.id]}\"' <$name.tables |
		jq -es 'map(select(.table.ok).insight) | all(.by.provider == \"exec\" and (has(\"dropped\") | not))'"
done
stays sales-lines.told llmtell

# One table, and what a model might say of it.
jq -c 'select(.kind == "dataset" or .id == "iowa_electricity-1")' <iowa-electricity.tables >one
total=$(jq -r 'select(.kind == "chart").table.rows | map(map(numbers)[-1]) | add' <one)
printf '{"text":"All years make %s. One year made 99,999,999."}' "$total" >half.json
printf '{"text":"One year made 99,999,999."}' >none.json
ok 'a sentence with a number of its own is dropped, and kept for the record' \
	"llmtell -p 'exec:cat half.json' <one | jq -e 'select(.kind == \"chart\").insight |
	.text == \"All years make $total.\" and .numbers[0].how == \"sum\" and .dropped[0].number == \"99,999,999\"'"
cat >hostile.json <<E
{"sentences":["All years make $total.","Ninety-five stores closed.","It cost EUR99.","Eight hundred thousand more came.","That is ９９ or ½ more.",
 "Sales hit 4​4,000,000.","The 9,000,000th guest came.","It is 9e9 now.","COVID-19 did it.","Nearly a dozen million left.","Up 17.3% since 1871."]}
E
ok 'however a number is written, only what the table bears out is told' \
	"llmtell -p 'exec:cat hostile.json' <one | jq -e 'select(.kind == \"chart\").insight | .text == \"All years make $total.\" and (.dropped | length) == 10'"
ok 'each number that stays has a pointer to how it comes about' \
	"for f in *.told; do jq -e 'select(.insight) | .table.columns as \$c | .insight | [.numbers[] | has(\"how\") and has(\"text\") and (.of | type) == \"array\" and
		all(.of[] | arrays; .[1] as \$n | any(\$c[]; .name == \$n))] | all' \$f >said || exit 1; done; ! grep -q false said"
ok 'where none is left our rules speak, and say why' \
	"llmtell -p 'exec:cat none.json' <one | jq -e 'select(.kind == \"chart\").insight |
	.by.provider == \"builtin\" and .by.instead_of[0].code == \"insight.unfounded\"'"
ok 'a table that was cut is said to be' \
	"jq -c 'if .table then .table.truncated = true else . end' <one >cut; llmtell -p 'exec:cat half.json' <cut |
	jq -e 'select(.kind == \"chart\").insight.text | test(\"cut\")'"
like 'so is an even sample' 0 'An even sample is shown and counted here: [0-9]+ of 2,922 rows' \
	"jq -c 'if .table then .table += {truncated:true, thinned:true, total_rows:2922} else . end' <one | llmtell | jq -r 'select(.insight).insight.text'"
ok 'below --share stats the table stays here, and our rules speak' \
	"llmtell -p ollama --share types --dry-run <one >here; ! grep -q '\"kind\":\"request\"' here && grep -q '\"provider\":\"builtin\"' here && llmtell -p ollama --dry-run <one | grep -q '\"kind\":\"request\"'"

done_testing
