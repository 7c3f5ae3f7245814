#!/bin/sh
# csvquery against DuckDB on the same CSV file of 400 MB, each a process of its
# own; and what five charts over one file cost against one.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/rows.sh"
need jq
ROWS=${BENCH_ROWS:-5000000}
RUNS=${BENCH_RUNS:-5}
big=$WORK/rows-$ROWS.csv
kept "$big" "$ROWS"
{
	echo product,family,cost
	awk -F, 'NR > 1 { print $4 }' "$big" | head -100000 | sort -u |
		awk '{ print $1 ",family" NR % 12 "," NR / 7 }'
} >"$WORK/products.csv"

# The stream up to csvquery, for each of its statements.
[ -s "$WORK/big.dataset" ] && [ "$WORK/big.dataset" -nt "$big" ] ||
	csvsum --id big "$big" >"$WORK/big.dataset" || exit 1
csvsum --id products "$WORK/products.csv" >"$WORK/products.dataset" || exit 1
# charts NAME SQL…: the judged stream NAME.stream of one chart each.
charts() {
	name=$1
	shift
	{
		cat "$WORK/big.dataset" "$WORK/products.dataset"
		for sql in "$@"; do
			jq -cn --arg sql "$sql" '{kind:"chart",id:($sql|@base64),goal:{ok:true,datasets:["big","products"]},
				code:{ok:true,level:"table",sql:$sql,chart:{type:"bar"}}}'
		done
	} | specvet >"$WORK/$name.stream"
	csvquery -j 2 <"$WORK/$name.stream" >"$WORK/$name.out" || { echo "bench: $name failed" >&2; exit 1; }
}

region='SELECT region, sum(amount) AS amount FROM big GROUP BY region'
month="SELECT date_trunc('month', day) AS month, region, sum(amount) AS amount FROM big GROUP BY 1, 2"
product='SELECT product, count(*) AS n, avg(amount) AS a FROM big GROUP BY product ORDER BY a LIMIT 10'
north="SELECT count(*) AS n, sum(amount) AS amount FROM big WHERE region = 'North'"
join='SELECT p.family, sum(b.amount) AS amount FROM big b JOIN products p ON b.product = p.product GROUP BY p.family'

cat >"$WORK/query.cjs" <<'EOS'
const { DuckDBInstance } = require('@duckdb/node-api');
(async () => {
	const c = await (await DuckDBInstance.create(':memory:')).connect();
	await c.run(`CREATE VIEW big AS FROM read_csv('${process.argv[2]}')`);
	await c.run(`CREATE VIEW products AS FROM read_csv('${process.argv[3]}')`);
	console.log((await c.runAndReadAll(process.argv[4])).getRows().length);
	process.exit(0);
})();
EOS

# against NAME BAR SQL
against() {
	charts one "$3"
	compare "$1" "$2" "$RUNS" "csvquery <'$WORK/one.stream'" \
		"node '$WORK/query.cjs' '$big' '$WORK/products.csv' \"$3\""
}

echo "csvquery on $(du -m "$big" | cut -f1) MB, $ROWS rows: medians of $RUNS, $(nproc) processors"
if have_duckdb; then
	head_row '' DuckDB
	against 'region, sum (stretch 0.3)' 0.7 "$region"
	against 'month, region, sum: 300 groups (0.3)' 0.7 "$month"
	against 'product, count, avg, the last 10 of 2,000 (0.4)' 0.7 "$product"
	against "where region is North (stretch 0.3)" 0.7 "$north"
	against 'join to the products, by family (0.5)' 1.0 "$join"
fi
head_row '' 'one chart'
charts one "$month"
charts five "$region" "$month" "$product" "$north" "SELECT bin(price, 50) AS price, count(*) AS n FROM big GROUP BY 1"
compare 'five charts over one file' 5 "$RUNS" "csvquery -j 2 <'$WORK/five.stream'" "csvquery -j 2 <'$WORK/one.stream'"
