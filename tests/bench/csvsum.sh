#!/bin/sh
# csvsum against DuckDB's SUMMARIZE, wc -l, pandas and Miller.  The large file,
# 5 million rows of 11 columns, is made once and stays in $VIZ_BENCH.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/rows.sh"
need miller python3-pandas
ROWS=${BENCH_ROWS:-5000000}
RUNS=${BENCH_RUNS:-5}

big=$WORK/rows-$ROWS.csv
kept "$big" "$ROWS"
kept "$WORK/rows-127000.csv" 127000
kept "$WORK/rows-100.csv" 100
echo "csvsum on $(du -m "$big" | cut -f1) MB, $ROWS rows: medians of $RUNS, $(nproc) processors"
head_row '' peer

if have_duckdb; then
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
