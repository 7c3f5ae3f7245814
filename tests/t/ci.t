#!/bin/sh
# The job of PIPELINE.md, "Month by month, in CI": its own lines, run on three
# months of data: the first is chosen from, the second is alike, the third has
# lost a column.
. "$(dirname "$0")/../lib.sh"

sed -n '/^## Month by month/,/^## /p' "$ROOT/PIPELINE.md" | sed -n 's/^      - run: //p' | grep -v apt-get >steps
ok 'the job has steps' '[ "$(wc -l <steps)" -ge 3 ]'
cat >job <<'E'
# As a runner does: each step by a shell that stops at what fails; the first that
# fails ends the job.
while IFS= read -r step; do
	sh -ec "$step" </dev/null || exit
done <steps
E

# A month's file: the days of that month.
month() { { head -n 1 "$DATA/weather.csv"; grep ",$1-" "$DATA/weather.csv"; } >data/latest.csv; }
mkdir data
month 2014-05
is 'chosen once' 0 '4 charts: chosen/report.html
kept: charts.ndjson' 'vizpipe -n 4 --save charts.ndjson -o chosen data/latest.csv'
cp chosen/stages/16-plotrender.ndjson last.ndjson
cp charts.ndjson kept

is 'the same month: nothing has changed' 0 '4 charts: report/report.html' 'sh job'
is 'not a byte of its pictures' 0 '' 'for f in chosen/chart_*.svg chosen/chart_*.csv; do cmp "$f" report/"${f#*/}"; done'

month 2014-06
like 'next month is drawn, and what changed is told' 0 'latest-[0-9] ".*%' 'sh job'
is 'the same charts: no choosing' 0 '' \
	"jq -c .code.sql kept >a; jq -c 'select(.kind == \"chart\") | .code.sql' report/stages/16-plotrender.ndjson | diff a -"
is 'the charts that were kept are as they were' 0 '' 'cmp kept charts.ndjson'
is 'what was drawn is what the next month is compared with' 0 '' 'cmp last.ndjson report/stages/16-plotrender.ndjson'

month 2014-07
sed -i '1s/temp_max/tmax/' data/latest.csv
like 'a column that is gone fails the job, by its own status' 4 'schema drift' 'sh job >said 2>&1; s=$?; cat said; exit $s'
like 'and is named, with what to do' 0 'the column temp_max, .*is gone: latest has ' 'cat said'
like 'and is named again by a run that finds nothing to do' 4 '^vizpipe: the column temp_max, .*is gone: latest has ' 'sh job'
is 'charts that do not need it are drawn' 0 '' \
	"jq -r 'select(.kind == \"chart\" and .figure.ok != true and (.code.sql | test(\"temp_max\") | not)).id' report/stages/16-plotrender.ndjson"
month 2014-07
sed -i '2,$s/^\([^,]*,[^,]*,[^,]*,\)\([0-9.-]*\),/\1about \2 degrees,/' data/latest.csv
like 'a column that has another type, likewise' 4 'temp_max of latest was number when the chart was made, now it is text' 'sh job'
month 2014-08
sed -i 's/\.[0-9],/,/g' data/latest.csv
like 'whole numbers are numbers: with the column back it passes' 0 '4 charts' 'sh job'
done_testing
