#!/bin/sh
# Chosen once, made for ever: kept charts, drift, diff; same bytes for any
# locale, time zone and number of jobs; a killed run goes on.
. "$(dirname "$0")/../lib.sh"
cp "$DATA/weather.csv" "$DATA/airports.csv" .

# ---- kept charts
is 'kept charts are a small text, a line a chart' 0 3 \
	'vizpipe -n 3 weather.csv --save w.charts >/dev/null && wc -l <w.charts'
ok 'with goal, code and what it reads alone' "jq -e 'keys == [\"code\", \"goal\", \"id\", \"kind\", \"vet\"] and (.vet | keys == [\"reads\"])' w.charts"
{ head -1 weather.csv && tail -n 1461 weather.csv; } >next-month.csv
is 'they are drawn on new data under another name' 0 '3 charts: next/report.html' \
	'vizpipe --charts w.charts -o next next-month.csv'
is 'by no model: what was chosen is what is drawn' 0 '' \
	"jq -c 'select(.kind == \"chart\") | .code.sql' next/stages/16-plotrender.ndjson >a; jq -c .code.sql w.charts | diff - a"
sed '1s/precipitation/rain_mm/' weather.csv >drifted.csv
like 'data that lost a column: said, status 4' 4 'no longer has what' 'vizpipe --charts w.charts -o drift drifted.csv'
like 'and the report names the column' 0 'precipitation' 'cat drift/report.md'
is 'what is no text of kept charts: one message, status 3' 3 'vizpipe: next-month.csv: not charts that --save wrote: name another file' \
	'vizpipe --charts next-month.csv weather.csv 2>&1'

# ---- diff
vizpipe -n 3 weather.csv -o one >/dev/null
is 'nothing differs' 0 '' 'vizpipe diff one one'
like 'numbers that differ are told, status 1' 1 '% *\)' 'vizpipe diff one next'
like 'with six digits, where they differ in these' 1 'snow average_wind: [0-9.]{6,7} → [0-9.]{6,7} \(' 'vizpipe diff one next'
like 'rows that have no name are counted' 1 '^weather-2 .*: 1461 rows gone$' 'vizpipe diff one next'
is 'within a tolerance they do not' 0 0 'vizpipe diff --tolerance 10 one next | grep -c "%)" || :'
like 'a chart that is gone is told' 1 'weather-3 ".*": gone' \
	'grep -v "\"id\":\"weather-3\"" one/stages/16-plotrender.ndjson >two.ndjson; vizpipe diff one two.ndjson'
jq -c 'if .id == "weather-2" then .code.chart += {stack: true} | .goal.sort = {by: "y", order: "desc"} | .goal.series = null
	| .table = {ok: false, error: {code: "x", message: "it took too long"}} else . end' one/stages/16-plotrender.ndjson >slow.ndjson
like 'what changed is told in words' 1 ': sort: none → y desc' 'vizpipe diff one slow.ndjson'
like 'so is a switch' 1 ': stack: .* → yes' 'vizpipe diff one slow.ndjson'
like 'and a chart that has lost its numbers, with why' 1 'has no numbers any more: it took too long' 'vizpipe diff one slow.ndjson'
like 'no such file is trouble, status 2' 2 'cannot be read' 'vizpipe diff one no-such-folder'

# ---- the same bytes
# plain DIR: the folder without the stages' clocks and flags.
plain() {
	for f in "$1"/stages/*.ndjson; do
		sed -E 's/"(ms|cpu_ms|max_rss)":[0-9.e+-]+/"\1":0/g' "$f" >"$f.plain" && mv "$f.plain" "$f"
	done
	rm -f "$1"/stages/*.flags "$1"/stages/inputs
}
# Turkish: a comma in numbers, and an i whose capital is none of ASCII.
vizpipe -j 1 weather.csv -o job1 >/dev/null
if a_locale tr_TR.UTF-8; then
	LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 TZ=Pacific/Kiritimati vizpipe -j 8 weather.csv -o job8 >/dev/null
	TZ=America/St_Johns LC_ALL=C vizpipe -j 2 weather.csv -o job2 >/dev/null
	for d in job1 job8 job2; do plain $d; done
	is 'the comma of its numbers is known here' 0 , 'LC_ALL=tr_TR.UTF-8 locale decimal_point'
	is 'two locales, two time zones, 1 and 8 jobs: the same bytes' 0 '' 'diff -r job1 job8 && diff -r job1 job2'
else
	skip 'the same bytes in two locales' 'the package locales is not installed'
fi

# ---- killed and resumed: KILLS times, each at a random moment
cat >kill.sh <<'A'
# Kills a run after $1 ms, then lets it end.
rm -rf cut
setsid vizpipe weather.csv -o cut >/dev/null 2>&1 &
sleep "$(echo "$1" | awk '{ print $1 / 1000 }')"
kill -KILL -$! 2>/dev/null
wait
ls cut/stages >at 2>/dev/null
vizpipe weather.csv -o cut >/dev/null
A
now() { date +%s%N | sed 's/......$//'; }
from=$(now)
vizpipe weather.csv -o whole >/dev/null
took=$(($(now) - from))
plain whole
od -An -v -w4 -N$((4 * ${KILLS:-3})) -tu4 /dev/urandom | awk -v took=$took '{ print int($1 / 2 ^ 32 * took) }' >moments
while read -r ms; do
	sh kill.sh "$ms" >/dev/null 2>&1
	plain cut
	is "killed after $ms of $took ms, with $(grep -c 'ndjson$' at) streams made, it ends with the same bytes" 0 '' 'diff -r whole cut'
done <moments
cat >term.sh <<'A'
printf '#!/bin/sh\necho $$ >pid\nexec sleep 3141.5\n' >slow && chmod +x slow
LLMTELL=./slow vizpipe weather.csv -o cut & run=$!
until [ -s pid ]; do sleep 0.1; done
kill -TERM $run
wait $run
echo "status $?"
grep '^State:.[^Z]' "/proc/$(cat pid)/status" || echo 'and the stage is gone'
A
is 'one that is told to end takes its stages along' 0 'status 143
and the stage is gone' 'timeout 60 sh term.sh 2>/dev/null'

# ---- asking
like 'ask prints a drawing, a table and where the picture is' 0 'chart_1.svg' \
	"vizpipe ask weather.csv 'average wind by weather'"
like 'chat answers, keeps a session and knows commands' 0 'SELECT' \
	"printf 'average wind by weather\n/sql\n/save kept\n' | vizpipe chat weather.csv"
is 'a session replays' 0 1 "vizpipe chat --replay weather.csv | grep -c 'answer_1/chart_1.svg'"
is 'chat edits the last chart' 0 '[true,true]' \
	"printf 'airports by state\n/edit horizontal, top 10 only\n' | vizpipe chat airports.csv >said.txt && grep -q answer_2/chart_1.svg said.txt &&
	tail -n 1 airports.chat/session.ndjson | jq -c '[.code.chart.horizontal, (.code.sql | endswith(\"LIMIT 10\"))]'"
like 'before a question there is nothing to edit' 0 'no question has been asked' \
	"echo '/edit horizontal' | vizpipe chat -s none.ndjson weather.csv"
is 'the driver edits what it draws, all charts or one' 0 '[true,null]' \
	"vizpipe -n 2 --edit 'weather-1: log scale' -o one.out weather.csv >said.txt && jq -sc 'map(select(.code).code.chart.log_y)' one.out/stages/16-plotrender.ndjson"
like 'what is not understood is said, status 1' 1 'not understood: make it nice' \
	"vizpipe -n 1 --edit 'make it nice' -o two.out weather.csv"
is 'what was kept can be changed' 0 true \
	"vizpipe -q 'airports by state' --save kept.airports -o three.out airports.csv >said.txt && vizpipe --charts kept.airports --edit 'top 5 only' -o three.out airports.csv >said.txt &&
	jq 'select(.table).table.rows | length == 5' three.out/stages/16-plotrender.ndjson"
ok 'what chat kept can be drawn' 'vizpipe --charts kept -o kept.out weather.csv'
like 'doctor looks at every program' 0 'ok +vizreport' 'vizpipe doctor || [ $? = 3 ]'
done_testing
