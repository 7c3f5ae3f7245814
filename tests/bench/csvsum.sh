#!/bin/sh
# csvsum against DuckDB's SUMMARIZE, wc -l, pandas and Miller.  The large file,
# 5 million rows of 11 columns, is made once and stays in $VIZ_BENCH.
. "$(dirname "$0")/lib.sh"
need miller python3-pandas
ROWS=${BENCH_ROWS:-5000000}
RUNS=${BENCH_RUNS:-5}

# rows N: a table of N rows: int, date, three texts, int, two floats, a float
# with 30 % nulls, a boolean, a text with some quoted cells.
rows() {
	awk -v rows="$1" 'BEGIN {
	srand(7)
	split("North South East West Central Northeast Southwest Harbour Valley Uplands", region, " ")
	split("red green blue black white silver yellow orange", colour, " ")
	split("alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa", word, " ")
	print "id,day,region,product,customer,quantity,price,amount,score,active,note"
	for (i = 1; i <= rows; i++) {
		r = rand(); q = int(1 + rand() * 40); p = int(rand() * 90000 + 500) / 100
		printf "%d,%04d-%02d-%02d,%s,%s-%d,%s %s,%d,%.2f,%.2f,", i, 2015 + int(rand() * 10), 1 + int(rand() * 12),
			1 + int(rand() * 28), region[1 + int(r * r * 10)], colour[1 + int(rand() * 8)], int(rand() * 400),
			word[1 + int(rand() * 16)], int(rand() * 60000), q, p, p * q * (0.9 + rand() / 5)
		if (rand() < 0.7) printf "%.1f", rand() * 100
		printf ",%s,", rand() < 0.6 ? "true" : "false"
		if (rand() < 0.2) printf "\"%s, %s\"\n", word[1 + int(rand() * 16)], word[1 + int(rand() * 16)]
		else printf "%s\n", word[1 + int(rand() * 16)]
	} }'
}

# kept FILE ROWS: the file, made where it is not there yet.
kept() {
	[ -s "$1" ] && [ "$(wc -l <"$1")" = $(($2 + 1)) ] && return
	rows "$2" >"$1.new" && mv "$1.new" "$1"
}

big=$WORK/rows-$ROWS.csv
kept "$big" "$ROWS"
kept "$WORK/rows-127000.csv" 127000
kept "$WORK/rows-100.csv" 100
cat "$big" >/dev/null
echo "csvsum on $(du -m "$big" | cut -f1) MB, $ROWS rows: medians of $RUNS, $(nproc) processors"
head_row '' peer

if command -v npm >/dev/null && { [ -d "$WORK/node_modules/@duckdb/node-api" ] ||
	(cd "$WORK" && npm install --silent --no-save @duckdb/node-api) >/dev/null 2>&1; }; then
	cat >"$WORK/summarize.cjs" <<'EOS'
const { DuckDBInstance } = require('@duckdb/node-api');
(async () => {
	const c = await (await DuckDBInstance.create(':memory:')).connect();
	const r = await c.runAndReadAll("SUMMARIZE SELECT * FROM read_csv('" + process.argv[2] + "')");
	if (r.getRows().length !== 11) process.exit(1);
	console.log(r.getRows().map(String).join('\n'));
	process.exit(0);
})();
EOS
	compare 'DuckDB SUMMARIZE (stretch 0.12)' 0.20 "$RUNS" "csvsum $big" "node $WORK/summarize.cjs $big"
else
	echo 'skipped: DuckDB: npm install @duckdb/node-api did not work'
fi
compare 'wc -l (stretch 9)' 14 "$RUNS" "csvsum $big" "wc -l $big"
cat >"$WORK/describe.py" <<'EOS'
import sys, pandas
print(pandas.read_csv(sys.argv[1]).describe(include='all'))
EOS
compare '10 MB: pandas describe (stretch 0.045)' 0.07 "$RUNS" "csvsum $WORK/rows-127000.csv" "/usr/bin/python3 $WORK/describe.py $WORK/rows-127000.csv"
compare '100 rows: mlr summary (stretch 0.7)' 1.0 21 "csvsum $WORK/rows-100.csv" "mlr --icsv --ojson summary $WORK/rows-100.csv"

# Peak resident memory, which must not grow with the file.
peak() {
	perl -e 'use strict; my $pid = fork; if (!$pid) { open STDOUT, ">", "/dev/null"; exec @ARGV; }
	my $most = 0; while (waitpid($pid, 1) == 0) { if (open my $f, "<", "/proc/$pid/status") {
	while (<$f>) { $most = $1 if /^VmHWM:\s+(\d+)/ && $1 > $most } } select undef, undef, undef, 0.002 }
	printf "%.1f\n", $most / 1024' "$@"
}
echo "peak resident memory: $(peak csvsum "$WORK/rows-127000.csv") MiB on 10 MB, $(peak csvsum "$big") MiB on the large file (bar 32, stretch 16)"
