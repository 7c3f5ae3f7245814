#!/bin/sh
# llmcode: SQL and a typed chart for a goal; a rung lower after a failure.
. "$(dirname "$0")/../lib.sh"

shared_checks llmcode code
csvsum "$DATA/weather.csv" "$DATA/iowa-electricity.csv" >data.ndjson
llmgoals -n 8 <data.ndjson | llmcode >code.ndjson
stays code.ndjson llmcode
is 'every goal has code' 0 true "jq -s 'map(select(.kind == \"chart\").code.ok) | all' code.ndjson"
is 'that runs' 0 true \
	"specvet <code.ndjson | csvquery | jq -s 'map(select(.kind == \"chart\").table.ok) | all'"

# sql NAME WANT GOAL: the statement that a goal on `weather` gives.
sql() {
	cat data.ndjson >one.ndjson
	printf '{"kind":"chart","id":"c","goal":{"ok":true,"title":"t","datasets":["weather"],%s}}\n' "$3" >>one.ndjson
	is "$1" 0 "$2" "llmcode <one.ndjson | jq -r 'select(.id == \"c\").code | .sql // .error.code'"
	ok "$1: SQLite takes it" "llmcode <one.ndjson | specvet | csvquery | jq -e 'select(.id == \"c\").table.ok or (.code.ok | not)' || grep -q unknown one.ndjson"
}
sql 'a sum by group, the greatest first' \
	'SELECT weather, sum(precipitation) AS precipitation FROM weather GROUP BY 1 ORDER BY precipitation DESC, 1' \
	'"chart":"bar","x":"weather","y":"precipitation","aggregate":"sum"'
sql 'months are buckets' \
	"SELECT date_trunc('month', date) AS date, avg(wind) AS average_wind FROM weather GROUP BY 1 ORDER BY 1" \
	'"chart":"line","x":"date","y":"wind","aggregate":"avg","time_unit":"month"'
sql 'weekdays are in the order of the week' \
	"SELECT substr('MonTueWedThuFriSatSun', 3 * weekday(date) - 2, 3) AS date, count(*) AS count FROM weather GROUP BY 1 ORDER BY min(weekday(date))" \
	'"chart":"bar","x":"date","aggregate":"count","time_unit":"weekday"'
sql 'a histogram counts in bins' \
	'SELECT bin(wind, 2) AS wind, count(*) AS count FROM weather GROUP BY 1 ORDER BY 1' \
	'"chart":"histogram","x":"wind","aggregate":"count","bin":{"width":2}'
sql 'a box is five numbers' \
	'SELECT weather, min(wind) AS low, quantile(wind, 0.25) AS q1, median(wind) AS median, quantile(wind, 0.75) AS q3, max(wind) AS high FROM weather GROUP BY 1 ORDER BY median DESC, 1' \
	'"chart":"box","x":"weather","y":"wind"'
sql 'the most of two groups are chosen before they are split' \
	"SELECT weather, location, count(*) AS count FROM weather WHERE weather IN (SELECT weather FROM weather GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 2) GROUP BY 1, 2 ORDER BY sum(count(*)) OVER (PARTITION BY weather) DESC, 1, 2" \
	'"chart":"bar","x":"weather","series":"location","aggregate":"count","sort":{"by":"y","order":"desc"},"limit":2'
sql 'a year is compared with as much of a date' \
	"SELECT weather, count(*) AS count FROM weather WHERE substr(date, 1, 4) = '2013' GROUP BY 1 ORDER BY count DESC, 1" \
	'"chart":"bar","x":"weather","aggregate":"count","filter":[{"column":"date","op":"=","value":2013}]'
sql 'conditions hold together, or one of some' \
	"SELECT weather, count(*) AS count FROM weather WHERE (location = 'Seattle' COLLATE NOCASE OR wind > 5) AND temp_max <= 20 GROUP BY 1 ORDER BY count DESC, 1" \
	'"chart":"bar","x":"weather","aggregate":"count","filter":[{"any":[{"column":"location","op":"=","value":"Seattle"},{"column":"wind","op":">","value":5}]},{"column":"temp_max","op":"<=","value":20}]'
sql 'a text is a text, whatever is in it' \
	"SELECT weather, count(*) AS count FROM weather WHERE location LIKE '%50\\% o''clock%' ESCAPE '\\' GROUP BY 1 ORDER BY count DESC, 1" \
	'"chart":"bar","x":"weather","aggregate":"count","filter":[{"column":"location","op":"contains","value":"50% o'"'"'clock"}]'
sql 'a share is of all rows drawn' \
	'SELECT weather, 100.0 * count(*) / sum(count(*)) OVER () AS count FROM weather GROUP BY 1 ORDER BY count DESC, 1' \
	'"chart":"bar","x":"weather","aggregate":"count","share":true'
sql 'a column that there is not fails, and is named' goal.unknown-column \
	'"chart":"bar","x":"unknown","aggregate":"count"'

# Names that need quotes, cells that are missing.
printf '%s\n' '"odd ""name""",order,n' 'a,2,1' 'b,,2' 'a,4,' 'c,5,6' 'a,1,2' 'b,7,3' 'c,3,3' 'b,2,2' >'odd file.csv'
csvsum 'odd file.csv' >odd.ndjson
cat >>odd.ndjson <<'EOF'
{"kind":"chart","id":"c","goal":{"ok":true,"title":"t","chart":"scatter","datasets":["odd_file"],"x":"order","y":"n","series":"odd \"name\""}}
EOF
is 'names are quoted where they must be' 0 \
	'SELECT "order", "odd ""name""", n FROM odd_file WHERE "order" IS NOT NULL AND n IS NOT NULL' \
	"llmcode <odd.ndjson | jq -r 'select(.id == \"c\").code.sql'"
is 'marks without a place are left out' 0 6 \
	"llmcode <odd.ndjson | specvet | csvquery | jq 'select(.id == \"c\").table.rows | length'"

# The ladder.
refuse() { jq -c 'if .kind == "chart" and .code.ok then .vet.ok = false | .vet.error = {code: "sql.syntax", message: "no"} | del(.vet.again) else . end'; }
csvsum "$DATA/weather.csv" | llmgoals -n 1 | llmcode | specvet | refuse >bad.ndjson
is 'refused code is set aside, with the reason' 0 'typed sql.syntax' \
	"llmcode <bad.ndjson | jq -r 'select(.kind == \"chart\").attempts[0] | \"\(.code.level) \(.error.code)\"'"
is 'the next is a rung lower, and lower' 0 'typed basic table' \
	"llmcode <bad.ndjson >2; specvet <2 | jq -c 'if .kind == \"chart\" then .vet.ok = false | .vet.error = {code: \"sql.syntax\", message: \"no\"} else . end' | llmcode >3
	jq -rs 'map(select(.kind == \"chart\")) | .[0] | [.attempts[].code.level, .code.level] | join(\" \")' 3"
stays 3 llmcode
is 'each rung runs' 0 'true true' \
	"for f in 2 3; do specvet <\$f | csvquery; done | jq -rs 'map(select(.kind == \"chart\").table.ok | tostring) | join(\" \")'"

# Edits, read by our rules.
csvsum "$DATA/airports.csv" | llmgoals -q 'number of airports by state' | llmcode >drawn.ndjson
# edit NAME WANT JQ TEXT…: what the edits make of that chart's code.
edit() {
	name=$1 want=$2 get=$3
	shift 3
	set -- "$@" ''
	args=
	while [ $# -gt 1 ]; do args="$args --edit '$1'" && shift; done
	is "edit: $name" 0 "$want" "llmcode $args <drawn.ndjson >edited.ndjson; jq -cr 'select(.kind == \"chart\").code | $get' edited.ndjson"
	ok "edit: $name: it runs" "specvet <edited.ndjson | csvquery | jq -e 'select(.kind == \"chart\").table.ok'"
}
edit 'several at once' '[true,true,"Top 10: number of airports by state"]
SELECT state, count(*) AS count FROM airports GROUP BY 1 ORDER BY count DESC, 1 LIMIT 10' \
	'([.chart.horizontal, .chart.log_y, .chart.title] | tojson), .sql' 'horizontal, top 10 only, log scale'
stays edited.ndjson llmcode
stays edited.ndjson "llmcode --edit 'horizontal, top 10 only, log scale'"
edit 'one after the other' '[true,"Top 10: number of airports by state",true]' \
	'[.chart.horizontal, .chart.title, (.sql | endswith("LIMIT 10"))]' 'top 10 only' 'horizontal'
edit 'the later wins' '[false,false]' '[.chart.horizontal, .chart.log_y]' 'horizontal, log scale' 'upright' 'linear'
edit 'another type' '["line","SELECT state, count(*) AS count FROM airports GROUP BY 1 ORDER BY 1"]' '[.chart.type, .sql]' 'as a line chart'
edit 'a title' '["Where, and how many",true]' '[.chart.title, .chart.horizontal]' 'horizontal, title: "Where, and how many"'
edit 'a condition' 'SELECT state, count(*) AS count FROM airports WHERE longitude < -100 GROUP BY 1 ORDER BY count DESC, 1' \
	.sql 'only longitude below -100'
is 'edit: the chart of one id alone' 0 '[null]
[true]' "{ cat drawn.ndjson; tail -n 1 drawn.ndjson | jq -c '.id = \"airports-2\"'; } | llmcode --edit 'airports-2: horizontal' |
	jq -c 'select(.code) | [.code.chart.horizontal]'"
is 'edit: by hand, with jq' 0 true \
	"jq -c 'if .code then .code.edits = [\"log scale\"] else . end' drawn.ndjson | llmcode | jq 'select(.code).code.chart.log_y'"
ok 'edit: what only changes the drawing keeps the SQL, whoever wrote it' \
	"jq -c 'if .code then .code.sql += \" LIMIT 3\" else . end' drawn.ndjson | llmcode --edit horizontal |
	jq -e 'select(.code).code | (.sql | endswith(\"LIMIT 3\")) and .chart.horizontal'"
like 'edit: what is not understood is said, status 1' 1 'airports-1: not understood: make it nice: say it in other words' \
	"llmcode --edit 'horizontal, make it nice' <drawn.ndjson"
is 'edit: and the rest is done' 0 '[true,["make it nice"]]' \
	"llmcode --edit 'horizontal, make it nice' <drawn.ndjson 2>/dev/null | jq -c 'select(.code).code | [.chart.horizontal, .missed]'"
like 'edit: an empty one is misuse' 2 'ask in 1 to 1000' "llmcode --edit '' <drawn.ndjson"
is 'edit: code by hand that nobody wants changed stays' 0 '"SELECT 1 AS x, 2 AS y"' \
	"jq -c 'if .code then .code = {ok: true, sql: \"SELECT 1 AS x, 2 AS y\", chart: {type: \"bar\", x: \"x\", y: \"y\"}} else . end' drawn.ndjson |
	llmcode --edit 'other-7: horizontal' | jq -c 'select(.code).code.sql'"
llmcode --edit 'horizontal, top 5' <drawn.ndjson | specvet | refuse >bad-edit.ndjson
llmcode <drawn.ndjson | specvet | refuse | llmcode >lower.ndjson
is 'edit: a failed one goes down the ladder with its edits' 0 'typed basic true' \
	"llmcode <bad-edit.ndjson |
	jq -r 'select(.code) | \"\(.attempts[0].code.level) \(.code.level) \(.code.chart.horizontal)\"'"
is 'edit: a new one begins at the top again' 0 'typed' \
	"llmcode --edit horizontal <lower.ndjson | jq -r 'select(.code).code.level'"
ok 'edit: the words know of it: shares of the ten drawn, none of averages' \
	"llmcode --edit 'top 10 only' <drawn.ndjson | specvet | csvquery | llmtell | jq -e 'select(.insight).insight.text | test(\"1,356 shown\")'"
like '--explain tells who, what and how' 0 'airports-1: typed bar by builtin: Number of airports by state' \
	'llmcode --explain <drawn.ndjson'
like '--explain shows the SQL' 0 '^  SELECT state, count' 'llmcode --explain <drawn.ndjson'

# A model that mends its typed try when it is told why, and one that does not.
cat >mends <<'A'
#!/bin/sh
exec jq -c '{sql: (if .attempts == [] then "SELECT nothing FROM weather" else "SELECT weather AS x, count(*) AS y FROM weather GROUP BY 1" end),
	chart: {type: "bar", x: "x", y: "y"}, explanation: (.attempts[0].error.code // "first")}'
A
chmod +x mends
round() { llmcode -p exec:./mends | specvet | csvquery; }
csvsum "$DATA/weather.csv" | llmgoals -n 1 | round | round >mended.ndjson
is 'a model is told the findings and may mend its code' 0 'typed 2 sql.syntax true' \
	"jq -r 'select(.code) | \"\(.code.level) \(.code.try) \(.code.explanation) \(.table.ok)\"' mended.ndjson"
specvet <mended.ndjson | refuse >refused.ndjson
is 'once; then the rules write it' 0 'typed typed basic' \
	"<refused.ndjson llmcode -p exec:./mends >3; jq -r 'select(.code) | [.attempts[].code.level, .code.level] | join(\" \")' 3"

# A model in place of the rules, and when it talks nonsense.
cat >model <<'EOF'
#!/bin/sh
cat >/dev/null
echo '{"sql":"SELECT 1 AS x, 2 AS y","chart":{"type":"custom","x":"x","y":"y"},"gnuplot":"plot DATA using 1:2","explanation":"e"}'
EOF
chmod +x model
is "a model's script is custom" 0 'custom exec' \
	"csvsum '$DATA/weather.csv' | llmgoals -n 1 | llmcode -p exec:./model | jq -r 'select(.kind == \"chart\").code | \"\(.level) \(.by.provider | split(\":\")[0])\"'"
is 'what is no answer fails' 1 'provider.garbage' \
	"csvsum '$DATA/weather.csv' | llmgoals -n 1 | llmcode -p 'exec:echo {\\\"a\\\":1}' | jq -r 'select(.kind == \"chart\").code.error.code'; exit 1"
done_testing
