#!/bin/sh
# The driver: a real file becomes a report, bad input one clear line, and what
# has not changed is not made again.
. "$(dirname "$0")/../lib.sh"
cp "$DATA"/*.csv .

for f in "$DATA"/*.csv; do
	name=$(basename "$f" .csv)
	is "$name: five charts" 0 "5 charts: $name.report/report.html" "vizpipe $name.csv"
	is "$name: every file of the report is there" 0 5 \
		"cd $name.report && ls report.html report.md >/dev/null && ls chart_?.svg chart_?.png chart_?.csv | grep -c svg"
done

# By hand is the same.
is 'typed by hand, the pipe writes the same report' 0 '' \
	"csvsum weather.csv | llmgoals | llmcode | specvet | csvquery | jailrun | llmtell | plotrender | vizreport -o hand >/dev/null
	 diff -r -x stages weather.report hand"

# Bad input.
like 'a missing file: one clear line, status 1' 1 'no-such.csv: .*' 'vizpipe no-such.csv -o bad'
printf '\211PNG\r\n\032\n\000\000\000\rIHDR' >photo.csv
like 'a PNG named .csv' 1 'photo.csv: not text: PNG' 'vizpipe photo.csv -o bad'
: >empty.csv
like 'an empty file' 1 'empty.csv: .*empty' 'vizpipe empty.csv -o bad'
echo 'a,b,c' >header.csv
like 'a header-only file' 1 'header.csv: .*no rows' 'vizpipe header.csv -o bad'
like 'no file named: usage, status 2' 2 usage vizpipe
like 'an unknown option: usage, status 2' 2 'no such option' 'vizpipe --pie weather.csv'
like 'no bubblewrap: said, status 3' 3 'bwrap|bubblewrap' \
	"mkdir -p nobwrap && for p in \$(echo \"\$PATH\" | tr : ' '); do for x in \"\$p\"/*; do ln -sf \"\$x\" nobwrap/ 2>/dev/null; done; done
	 rm -f nobwrap/bwrap; PATH=\$PWD/nobwrap '$ROOT/bin/vizpipe' weather.csv -o bad3"
like 'no gnuplot: said, status 3' 3 'gnuplot' \
	"ln -s \"\$(command -v bwrap)\" nobwrap/ && rm -f nobwrap/gnuplot*; PATH=\$PWD/nobwrap '$ROOT/bin/vizpipe' weather.csv -o bad4"
like 'a full disk: said, status 3' 3 'space|write' \
	"csvsum weather.csv | llmgoals | llmcode >/dev/full"

# What has not changed is not made again.
VIZ_EVENTS=$TMP/events
export VIZ_EVENTS
vizpipe weather.csv >/dev/null 2>&1
rm -f events
is 'a second run runs no stage' 0 '0' 'vizpipe weather.csv >/dev/null; grep -c done events || :'
is 'another theme is drawn and told, not chosen anew' 0 'jailrun
llmtell
plotrender' "rm -f events; vizpipe weather.csv --theme dark >/dev/null; jq -r 'select(.event == \"done\") | .stage' events | sort -u"
is '-B makes all anew' 0 9 "rm -f events; vizpipe -B weather.csv >/dev/null; jq -r .stage events | sort -u | wc -l"

# Names that meet make's or the shell's syntax.
mkdir -p 'odd $dir #1'
cp weather.csv "odd \$dir #1/we'at her:%.csv"
is 'odd file names and folders' 0 "2 charts: odd \$dir #1/out put/report.html" \
	"vizpipe -n 2 \"odd \\\$dir #1/we'at her:%.csv\" -o 'odd \$dir #1/out put'"
is 'several files, a report each' 0 '2 charts: each/weather.report/report.html
2 charts: each/airports.report/report.html' 'vizpipe --each -n 2 -o each weather.csv airports.csv'
done_testing
