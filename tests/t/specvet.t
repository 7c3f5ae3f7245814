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
done_testing
