#!/bin/sh
# specvet: SQL, typed charts and scripts are judged before anything runs.
. "$(dirname "$0")/../lib.sh"
shared_checks specvet vet

sales='{"kind":"dataset","id":"sales","ok":true,"source":{"path":"sales.csv","digest":"x"},"dialect":{},"rows":3,"columns":[{"name":"region","type":"text"},{"name":"revenue","type":"number"},{"name":"day","type":"date"}]}'

# chart SQL CHART [LEVEL]: a stream of the dataset and one chart in chart.ndjson.
chart() {
	printf '%s\n' "$sales" >chart.ndjson
	jq -cn --arg sql "$1" --argjson chart "$2" --arg level "${3:-typed}" '{kind:"chart",id:"c",goal:{ok:true,datasets:["sales"]},
		code:{ok:true,level:$level,sql:$sql,chart:$chart,gnuplot:null}}' >>chart.ndjson
}

# says NAME STATUS RULES SQL CHART [LEVEL]: the rules found, in order.
says() {
	chart "$4" "$5" "${6:-typed}"
	is "$1" "$2" "$3" "specvet <chart.ndjson >out.ndjson; s=\$?; tail -1 out.ndjson | jq -r '[.vet.findings[] | select(.level == \"error\") | .rule] | join(\" \")'; exit \$s"
}

by_region='SELECT region, sum(revenue) AS revenue FROM sales GROUP BY 1'
good='{"type":"bar","x":"region","y":"revenue","x_label":"Region","y_label":"Revenue"}'
says 'a good chart passes' 0 '' "$by_region" "$good"
specvet <chart.ndjson >good.ndjson
stays good.ndjson specvet
says 'an unknown column is refused' 1 sql.unknown-column 'SELECT revenu FROM sales' "$good"
like 'and the nearest name is told' 1 'did you mean revenue' 'specvet <chart.ndjson'
says 'writing is refused' 1 sql.not-select 'DELETE FROM sales' "$good"
says 'an unknown type is refused' 1 chart.type "$by_region" '{"type":"barr","x":"region","y":"revenue"}'
says 'a column that the SQL does not return' 1 chart.column "$by_region" '{"type":"bar","x":"region","y":"day"}'
says 'a role that is not filled' 1 chart.role "$by_region" '{"type":"bar","x":"region","y":null}'
says 'a date is no height' 1 chart.kind 'SELECT region, day FROM sales' '{"type":"bar","x":"region","y":"day"}'
says 'all that is wrong is told at once' 1 'chart.kind chart.column' 'SELECT region, day FROM sales' '{"type":"scatter","x":"region","y":"dy"}'
says 'no chart at all' 1 chart.missing "$by_region" null
says 'the rung without a drawing needs none' 0 '' "$by_region" null table

# ---- a script of the model's own

custom='{"type":"custom","x":"region","y":"revenue"}'
script() { # gnuplot text
	chart "$by_region" "$custom" custom
	jq -c --arg s "$1" 'if .kind == "chart" then .code.gnuplot = $s else . end' <chart.ndjson >script.ndjson
}
script 'p DATA u 2:xtic(1) w l'
is 'a script is written anew' 0 'plot DATA using 2:xticlabels(1) with lines' \
	"specvet <script.ndjson | jq -r 'select(.vet).vet.script'"
specvet <script.ndjson >vetted.ndjson
stays vetted.ndjson specvet
script 'plot "<id"'
is 'a hostile one is refused, and nothing of it is kept' 1 'gp.source null 1:6' \
	"specvet <script.ndjson >out; s=\$?; jq -r 'select(.vet).vet | \"\\(.error.code) \\(.script) \\(.findings[0] | \"\\(.line):\\(.column)\")\"' out; exit \$s"
says 'a custom chart needs a script' 1 gp.missing "$by_region" "$custom" custom
is 'by hand: the canonical script' 0 'plot x' "echo 'p x # draw' | specvet --script"
is 'what scripts begin and end with, and has no use here, is left out' 0 'set grid
plot x' "printf 'reset\nclear\nunset mouse; set grid\nplot x\nset output\nunset output\n' | specvet --script"
is 'set noNAME is unset NAME' 0 'unset key
unset logscale y
plot x' "printf 'set nokey; set nolog y\nplot x\n' | specvet --script"
like 'by hand: what is wrong, and where' 1 '1:1: gp.run: ! runs a program' "echo '!ls' | specvet --script"

# ---- lint

lint() { # NAME RULES SQL CHART
	chart "$3" "$4"
	is "$1" 0 "$2" "specvet <chart.ndjson | jq -r 'select(.vet).vet.findings | map(select(.level == \"warn\").rule) | join(\" \")'"
}
lint 'an axis without a label' chart.no-label "$by_region" '{"type":"bar","x":"region","y":"revenue"}'
lint 'bars have no logarithmic axis' chart.bar-not-zero "$by_region" \
	'{"type":"bar","x":"region","y":"revenue","y_label":"Revenue","log_y":true}'
script 'set yrange [50:100]; plot DATA using 2 with boxes'
is 'bars of a script that do not start at zero' 0 chart.bar-not-zero "specvet <script.ndjson | jq -r 'select(.vet).vet.findings[].rule'"
chart "$by_region" '{"type":"bar","x":"region","y":"revenue"}'
specvet <chart.ndjson >out.ndjson
like 'the gate says findings and refuses' 1 '^specvet: c: chart.no-label: ' 'specvet --gate <out.ndjson'
is 'and passes the stream as it is' 1 '' 'specvet --gate <out.ndjson >gated.ndjson 2>err; s=$?; cmp out.ndjson gated.ndjson; exit $s'
is 'nothing found, status 0' 0 '' 'specvet --gate <good.ndjson >gated.ndjson; cmp good.ndjson gated.ndjson'

# ---- the house's own rules

cat >house.jq <<'E'
if .code.chart.type == "bar" then {rule: "house.no-bars", message: "no bars here", hint: "lines"} else empty end
E
like 'a rule of the house refuses' 1 'house.no-bars.*no bars here' 'specvet --policy house.jq <chart.ndjson'
specvet --policy house.jq <chart.ndjson >out.ndjson
stays out.ndjson specvet --policy house.jq
is 'without it the chart is judged anew' 0 true "specvet <out.ndjson | jq 'select(.vet).vet.ok'"
echo '.vet.columns | length | if . > 1 then {level:"warn",rule:"house.wide",message:"wide"} else empty end' >house.jq
is 'a rule that warns; it sees the verdict' 0 'true house.wide' \
	"specvet --policy house.jq <good.ndjson | jq -r 'select(.vet).vet | \"\\(.ok) \\(.findings[0].rule)\"'"
echo 'error("x")' >house.jq
like 'a rule that stops refuses' 1 policy.failed 'specvet --policy house.jq <chart.ndjson'
echo '{{' >house.jq
like 'a rule that does not compile, status 2' 2 'mend the program' 'specvet --policy house.jq <chart.ndjson'
like 'a rule that is not there, status 2' 2 'name a file' 'specvet --policy none.jq <chart.ndjson'

# ---- drift: the same chart over other data

drift() { # NAME RULE REGEX JQ-CHANGE-OF-THE-DATASET
	jq -c "if .kind == \"dataset\" then $4 else . end" <good.ndjson >drifted.ndjson
	like "$1" 1 "\"code\":\"$2\",\"message\":\"$3" 'specvet <drifted.ndjson'
}
specvet <good.ndjson >same.ndjson
drift 'a column that is gone' drift.column 'the column revenue, which' 'del(.columns[1])'
drift 'a column that changed its type' drift.type 'revenue of sales was number when the chart was made, now it is text' '.columns[1].type = "text"'
specvet <drifted.ndjson >out.ndjson
stays out.ndjson specvet
jq -c 'if .kind == "dataset" then del(.columns[1]) else del(.vet) | .goal.y = "revenue" end' <good.ndjson >bare.ndjson
like 'goal and code alone tell of a column that is gone' 1 '"code":"drift.column"' 'specvet <bare.ndjson'
is 'a column that it does not read may go' 0 true "jq -c 'if .kind == \"dataset\" then del(.columns[2]) else . end' <good.ndjson | specvet | jq 'select(.vet).vet.ok'"

# ---- rules and promises

like 'all rules are told, with reasons' 0 'gp.source error +: a source' 'specvet --rules'
is 'each rule that a sample raises is told' 0 '' "specvet --rules >rules; for f in '$DATA'/scripts/bad/*.gp; do
	r=\$(head -1 \$f | sed 's/^# //; s/:.*//'); grep -q \"^\$r error\" rules || echo \"\$r\"; done | sort -u"
done_testing
