#!/bin/sh
# Any stage can be swapped for whatever reads and writes such lines.
. "$(dirname "$0")/../lib.sh"
cp "$DATA/weather.csv" .

is 'llmtell as a jq one-liner, in a pipe by hand' 0 '5' "
	csvsum weather.csv | llmgoals | llmcode | specvet | csvquery | jailrun |
	jq -c 'if .table.ok then .insight = {ok: true, text: \"Told by jq.\"} else . end' |
	plotrender | vizreport -o byhand >/dev/null; grep -c 'Told by jq' byhand/report.md"

cat >goals.sh <<'A'
#!/bin/sh
# Goals of one's own: the lines pass, and one chart is asked for.
cat
echo '{"kind":"chart","id":"mine","goal":{"ok":true,"question":"Wind by weather","title":"Asked by sh","chart":"bar","datasets":["weather"],"x":"weather","y":"wind","aggregate":"avg"}}'
A
chmod +x goals.sh
is 'llmgoals as a shell script, by a variable of vizpipe' 0 '1 chart: bysh/report.html' \
	'LLMGOALS=./goals.sh vizpipe weather.csv -o bysh'
like 'and what it asked for is in the report' 0 'Asked by sh' 'cat bysh/report.md'

cat >bad.sh <<'A'
#!/bin/sh
# A model whose SELECT names what is not there.
exec jq -c '{sql: "SELECT nothing FROM weather", chart: {type: "bar", x: "a", y: "b"}, gnuplot: null}'
A
is 'a model whose code is refused is asked again, then our rules mend it' 0 '[2,"basic",3,true]' "
	LLMCODE=\"llmcode -p 'exec:sh bad.sh'\" vizpipe -n 1 weather.csv -o mended >/dev/null
	jq -c 'select(.kind == \"chart\") | [(.attempts | length), .code.level, .code.try, .figure.ok]' mended/stages/16-plotrender.ndjson"

cat >Makefile <<'A'
include $(shell vizpipe --mk)
LLMTELL = sed s/nothing/nothing/
all: weather.report
A
ok 'a stage swapped in a Makefile of one'\''s own' 'make -s && [ -s weather.report/report.html ]'
is 'which then has no insights' 0 0 'grep -c "\"insight\"" weather.report/stages/16-plotrender.ndjson || :'
done_testing
