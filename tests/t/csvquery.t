#!/bin/sh
# csvquery: SQL over CSV files.
. "$(dirname "$0")/../lib.sh"

shared_checks csvquery table

# ---- in the stream: a dataset line and charts, judged by specvet

cp "$DATA/weather.csv" weather.csv
dataset='{"kind":"dataset","id":"weather","ok":true,"rows":2922,"source":{"path":"weather.csv"},
"dialect":{"delimiter":",","quote":"\"","encoding":"utf-8","header":true,"skip":0},
"columns":[{"name":"location","type":"text"},{"name":"date","type":"date"},
{"name":"precipitation","type":"number"},{"name":"temp_max","type":"number"},
{"name":"temp_min","type":"number"},{"name":"wind","type":"number"},{"name":"weather","type":"text"}]}'

# chart SQL [TYPE]: the dataset and one chart line, judged.
chart() {
	printf '%s\n' "$dataset" | jq -c .
	jq -cn --arg sql "$1" --arg type "${2:-bar}" '{kind:"chart",id:"c",goal:{ok:true,datasets:["weather"]},
		code:{ok:true,level:"table",sql:$sql,chart:{type:$type,x:null,y:null}}}'
}
chart 'SELECT weather, count(*) AS days FROM weather GROUP BY weather ORDER BY days DESC' |
	specvet >count.ndjson
is 'a chart gets its table' 0 \
	'{"columns":[{"name":"weather","type":"text"},{"name":"days","type":"integer"}],"rows":[["sun",1466],["rain",1087],["fog",139],["snow",119],["drizzle",111]],"total_rows":5,"truncated":false}' \
	"csvquery <count.ndjson | jq -c 'select(.table).table | {columns,rows,total_rows,truncated}'"
csvquery <count.ndjson >done.ndjson
stays done.ndjson csvquery

chart 'SELECT date, temp_max FROM weather' line | specvet >rows.ndjson
is 'rows beyond the limit are counted' 0 '[10,2922,true,null,"2012-01-01"]' \
	"csvquery --rows 10 <rows.ndjson | jq -c 'select(.table).table | [(.rows|length), .total_rows, .truncated, .thinned, .rows[0][0]]'"
chart 'SELECT date, temp_max FROM weather' scatter | specvet >cloud.ndjson
is 'of a cloud an even sample is kept, and said to be' 0 '[100,true,true,true]' \
	"csvquery --rows 100 <cloud.ndjson | jq -c 'select(.table).table | [(.rows|length), .thinned,
		([.rows[][0] | select(. > \"2014\")] | length | . > 30 and . < 70), (.rows[0][0] != \"2012-01-01\")]'"
ok 'the same sample each time' \
	'csvquery --rows 100 <cloud.ndjson | jq -c .table.rows >one; csvquery --rows 100 <cloud.ndjson | jq -c .table.rows | cmp - one'
like 'a result that is too large says so' 1 '"code":"limit.bytes"' 'csvquery --bytes 1K <rows.ndjson'

chart 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n' |
	specvet >forever.ndjson
like 'a query without end is stopped' 1 '"code":"limit.time".*raise --time' 'csvquery --time 1 <forever.ndjson'
chart "SELECT length(printf('%.*c', 2000000000, 'x')) FROM weather" | specvet >step.ndjson
like 'and one that SQLite itself cannot stop' 1 '"code":"limit.time"' 'csvquery --time 1 <step.ndjson'
{ cat step.ndjson; sed -n '2s/"id":"c"/"id":"d"/p' count.ndjson; } >both.ndjson
is 'its neighbour in the same team is none the worse' 0 '["c","limit.time",null]
["d",null,5]' "csvquery --time 1 <both.ndjson | jq -c 'select(.kind == \"chart\") | [.id, .table.error.code, .table.total_rows]'"

# A file that takes longer to read than there is time: alone, along the file
# (nothing passes), and once for two charts.
awk 'BEGIN { print "a,b,c"; for (i = 0; i < 1500000; i++) printf "%d,%x%d,%d\n", i, i * 7919, i, i % 97 }' >large.csv
csvsum large.csv >large.ndjson
large() { # SQL…: a chart each
	cat large.ndjson
	for sql in "$@"; do
		jq -cn --arg sql "$sql" '{kind:"chart",id:($sql|@base64),goal:{ok:true,datasets:["large"]},
			code:{ok:true,level:"table",sql:$sql,chart:{type:"bar",x:null,y:null}}}'
	done
}
codes="jq -c 'select(.table) | .table.error | [.code, .message, (.hint | test(\"raise\"))]'"
slow='["limit.time","the query took longer than 0.05 s",true]'
large 'SELECT b, count(*) FROM large GROUP BY b' | specvet >load.ndjson
is 'reading a file is stopped, too' 1 "$slow" "csvquery --time 0.05 <load.ndjson | $codes; csvquery --time 0.05 <load.ndjson >/dev/null"
large 'SELECT a FROM large WHERE c = -1' | specvet >along.ndjson
is 'and going along it without a row to show' 1 "$slow" "csvquery --time 0.05 <along.ndjson | $codes; csvquery --time 0.05 <along.ndjson >/dev/null"
large 'SELECT b, count(*) FROM large GROUP BY b' 'SELECT b, sum(a) FROM large GROUP BY b' | specvet >shared.ndjson
is 'and reading it once for several charts' 1 "$slow
$slow" "csvquery --time 0.05 <shared.ndjson | $codes; csvquery --time 0.05 <shared.ndjson >/dev/null"

large 'SELECT a, b FROM large ORDER BY b' | specvet >sort.ndjson
is 'a sort that does not fit into memory is an error' 1 \
	'["limit.memory","the query needs more than 20971520 bytes of memory",true]' \
	"csvquery --memory 20M <sort.ndjson | $codes; csvquery --memory 20M <sort.ndjson >/dev/null"
# 20 MB of its own, and some that the allocator has not given back.
case $VIZ_BIN in
*asan*) skip 'the process takes no more than the limit' 'AddressSanitizer takes memory of its own' ;;
*) ok 'the process takes no more than the limit' "python3 -c 'import resource, subprocess
subprocess.run([\"csvquery\", \"--memory\", \"100M\"], stdin=open(\"load.ndjson\"), stdout=subprocess.DEVNULL, check=True)
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(most)
exit(most > 140000)'" ;;
esac

sed 's/"path":"weather.csv"/"path":"gone.csv"/' count.ndjson >gone.ndjson
like 'a file that is gone may come back' 1 '"code":"data.missing".*"again":true' 'csvquery <gone.ndjson'
sed 's/"path":"weather.csv"/"path":"weather.csv","bytes":5/' count.ndjson >moved.ndjson
like 'a file of another size has moved' 1 '"code":"data.moved".*run csvsum.*"again":true' 'csvquery <moved.ndjson'
sed 's/"path":"weather.csv"/"path":"weather.csv","digest":"xxh128:00"/' count.ndjson | specvet >other.ndjson
like 'a file of other bytes has moved' 1 '"code":"data.moved".*run csvsum.*"again":true' 'csvquery <other.ndjson'

# ---- by hand

printf 'region,revenue,day\nNorth,"1,200.50",2024-01-31\n"South, ""far""",800,2024-02-01\nNorth,NA,2024-02-29\n' >sales.csv
is 'by hand: CSV' 0 "$(printf 'region,s\r\nNorth,1200.5\r\n"South, ""far""",800.0\r')" \
	"csvquery 'SELECT region, sum(revenue) AS s FROM sales GROUP BY 1 ORDER BY 1' sales.csv"
is 'aligned' 0 "$(printf 'region        n\n------------  -\nNorth         2\nSouth, "far"  1')" \
	"csvquery -t 'SELECT region, count(*) AS n FROM sales GROUP BY 1 ORDER BY 1' sales.csv"
is 'NDJSON' 0 '{"m":"2024-01-01","r":1200.5}
{"m":"2024-02-01","r":800.0}
{"m":"2024-02-01","r":null}' \
	"csvquery -J \"SELECT date_trunc('month', day) AS m, revenue AS r FROM sales\" sales.csv"
is 'the schema' 0 'CREATE TABLE "sales" ("region" TEXT, "revenue" REAL, "day" TEXT);' 'csvquery --schema sales.csv'
printf 'region,boss\nNorth,Ann\n' >bosses.csv
is 'files join by name' 0 "$(printf 'boss,n\r\nAnn,2\r')" \
	"csvquery 'SELECT boss, count(*) AS n FROM sales JOIN bosses USING (region) GROUP BY 1' sales.csv bosses.csv"
like 'a wrong name is met with the right one' 1 'did you mean revenue\?' "csvquery 'SELECT revenu FROM sales' sales.csv"
like 'no file is one line' 1 '^csvquery: gone.csv: ' "csvquery 'SELECT 1' gone.csv"
like 'a statement alone is misuse' 2 usage "csvquery 'SELECT 1'"
like 'the clock is not asked' 1 'the clock' "csvquery \"SELECT date('now') FROM sales\" sales.csv"
like 'nor other files' 1 'not allowed' "csvquery \"SELECT readfile('/etc/passwd')\" sales.csv; csvquery 'SELECT load_extension(1)' sales.csv"

ok 'our functions are in the list that the model is given, and in the manual' '
	for f in median quantile stddev variance corr date_trunc year quarter month week day weekday hour bin; do
		grep -q "^$f(" "$ROOT/share/sql/functions" || exit 1
		grep -q "Fn.* $f " "$ROOT/filters/csvquery.1" || exit 1
	done'

done_testing
