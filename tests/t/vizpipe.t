#!/bin/sh
# The driver: a real file becomes a report, bad input one clear line, and what
# has not changed is not made again.
. "$(dirname "$0")/../lib.sh"
cp "$DATA"/*.csv .

for f in "$DATA"/*.csv; do
	name=$(basename "$f" .csv) n=5
	# Of the airports all but four are in one country: nothing is drawn of that.
	[ $name != airports ] || n=3
	is "$name: $n charts" 0 "$n charts: $name.report/report.html" "vizpipe $name.csv"
	is "$name: every file of the report is there" 0 $n \
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

like 'which is told in the report that is made all the same' 0 'Shown as a table: No jail: bubblewrap' 'cat bad3/report.md'
VIZ_EVENTS=$TMP/events
export VIZ_EVENTS
rm -f events
is 'and the next run does again what failed' 0 '5 charts: bad3/report.html
jailrun
llmtell
plotrender
vizreport' "vizpipe weather.csv -o bad3; jq -r .stage events | grep -v vizcount | sort -u"
like 'a stage of one'\''s own that dies: its name and status are told' 3 'no report: llmtell ended with status 1' \
	'LLMTELL=false vizpipe weather.csv -o bad3'

# What has not changed is not made again.  ran COMMAND: the stages that ran (but the last two) and
# the charts that were drawn anew.
ran() {
	rm -f events
	eval "$1" >/dev/null
	jq -r 'select(.stage != "vizcount" and .event == "end").stage' events | grep -v -e plotrender -e vizreport | sort -u
	jq -r 'select(.event == "done" and .stage == "plotrender").stage' events | sort | uniq -c | sed 's/^ *//'
}
made() { # NAME WANT COMMAND
	ran "$3" >ran
	is "$1" 0 "$2" 'cat ran'
}
export VIZ_SHARE=$TMP/mine
mkdir -p mine/prompts mine/charts mine/report/pages mine/themes
cp "$ROOT"/share/prompts/tell.jq mine/prompts && cp "$ROOT"/share/charts/line.gp mine/charts
cp "$ROOT"/share/report/page.css mine/report && cp "$ROOT"/share/themes/light.gp mine/themes
vizpipe weather.csv >/dev/null 2>&1
made 'a second run runs no stage' '' 'vizpipe weather.csv'
made 'another theme: drawn, not chosen or told anew' "$(printf '%s\n' jailrun llmtell '5 plotrender')" 'vizpipe weather.csv --theme dark'
is 'where told means: no sentence was made anew' 0 0 "jq -r 'select(.stage == \"llmtell\" and .event == \"done\").stage' events | wc -l"
vizpipe weather.csv >/dev/null
made 'an edited template: its charts are drawn' "$(printf '%s\n' csvquery jailrun llmtell specvet '1 plotrender')" \
	"sed -i 's/linetype i-1/linetype i/' mine/charts/line.gp; vizpipe weather.csv"
made 'an edited theme: all are drawn' "$(printf '%s\n' jailrun llmtell '5 plotrender')" \
	"sed -i 's/^INK.*/INK = \"#102030\"/' mine/themes/light.gp; vizpipe weather.csv"
made 'an edited prompt: told, and no chart drawn' llmtell 'echo "# mine" >>mine/prompts/tell.jq; vizpipe weather.csv'
made 'an edited page: the report alone' '' 'echo "/* mine */" >>mine/report/page.css; vizpipe weather.csv'
ok 'which has it' 'grep -q "/[*] mine" weather.report/report.html'
unset VIZ_SHARE
vizpipe -q 'average wind by weather' -o asked weather.csv >/dev/null
made 'one question more: one chart more' "$(printf '%s\n' csvquery jailrun llmcode llmgoals llmtell specvet '1 plotrender')" \
	"vizpipe -q 'average wind by weather' -q 'average wind by location' -o asked weather.csv"
made 'data read anew and found the same: nothing more' "$(printf '%s\n' csvquery jailrun llmcode llmgoals llmtell specvet)" \
	"touch weather.csv; vizpipe -q 'average wind by weather' -q 'average wind by location' -o asked weather.csv"
is '-B makes all anew' 0 '9' "rm -f events; vizpipe -B weather.csv >/dev/null; jq -r .stage events | grep -v vizcount | sort -u | wc -l"

# Names that meet make's or the shell's syntax.
mkdir -p 'odd $dir #1'
cp weather.csv "odd \$dir #1/we'at her:%.csv"
is 'odd file names and folders' 0 "2 charts: odd \$dir #1/out put/report.html" \
	"vizpipe -n 2 \"odd \\\$dir #1/we'at her:%.csv\" -o 'odd \$dir #1/out put'"
is 'several files, a report each' 0 '2 charts: each/weather.report/report.html
2 charts: each/airports.report/report.html' 'vizpipe --each -n 2 -o each weather.csv airports.csv'
done_testing
