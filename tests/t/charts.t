#!/bin/sh
# Every chart type over ordinary and nasty tables, through the real jail; what
# cannot overlap or leave the page is held by tests/unit/draw.c.
. "$(dirname "$0")/../lib.sh"

for gp in "$ROOT"/share/charts/*.gp; do
	name=$(basename "$gp" .gp)
	like "$name runs by hand on its sample table" 0 '<g id="v_plot_1"' \
		"cd '$ROOT/share/charts' && gnuplot $name.gp"
done
if ! jailrun -- true 2>why; then
	skip 'all that needs a jail' "$(cat why)"
	done_testing
	exit
fi

jq -nc -f "$ROOT/tests/gallery/charts.jq" | specvet | csvquery >tables.ndjson
is 'every table comes' 0 '' "jq -r 'select(.table.ok | not) | .id, .vet.error.message, .table.error.message' tables.ndjson"
for theme in "$ROOT"/share/themes/*.gp; do
	name=$(basename "$theme" .gp)
	# all of them once; in the other themes the ordinary ones, which come first
	head -$([ "$name" = light ] && echo 1000 || echo 30) tables.ndjson | jailrun --theme "$name" | plotrender -f svg >"$name.ndjson"
	is "$name: every chart is drawn, and gnuplot has nothing to say" 0 '' \
		"jq -r 'select((.figure.ok and .run.stderr == \"\") | not) | .id, .run.error.message, .run.stderr' $name.ndjson"
	is "$name: nothing is NaN, nothing 1e+06" 0 '' \
		"jq -r 'select(.figure.svg | test(\"(nan|inf)[,\\\" ]|>[0-9.]+e[+-]?[0-9]+<\"; \"i\")) | .id' $name.ndjson"
done

# svg ID: its SVG, in the light theme.
mkdir svg
jq -r '.id, (.figure.svg | gsub("\n"; " "))' light.ndjson | awk 'NR % 2 { file = "svg/" $0; next } { print >file; close(file) }'
svg() { cat "svg/$1"; }
# lack NASTY TYPES REGEX: those of the types whose drawing over that table lacks it.
lack() { for t in $2; do grep -qE -e "$3" "svg/$1-$t" || echo "$t"; done | paste -sd' '; }
# has NASTY TYPES REGEX: those whose drawing has what it should not.
has() { for t in $2; do grep -qE -e "$3" "svg/$1-$t" && echo "$t"; done | paste -sd' '; }
all='bar line area pie box heatmap bar-series scatter bubble histogram'
named='bar line area box heatmap bar-series' points='scatter bubble'
shapes() { svg "$1" | grep -o '<g class="series".*' | grep -oE '<(polygon|path|circle|rect)' | grep -c .; }
for type in bar line area pie box heatmap scatter bubble histogram; do
	report "$([ "$(shapes one-row-$type)" -gt 0 ] || svg one-row-$type | grep -qE '<(polygon|circle)'; echo $?)" "$type: one row shows"
	report "$(svg no-rows-$type | grep -q '>No data<'; echo $?)" "$type: no rows say so"
	report "$(svg nulls-only-$type | grep -q '>No data<'; echo $?)" "$type: nulls alone say so"
done
is 'no rows have no axis' 0 0 "grep -c class=.line-grid svg/no-rows-bar || :"
is 'markup in the data stays text' 0 0 "jq -r '.figure.svg' light.ndjson | grep -c '<b>\\|<script>' || :"
report "$(svg scripts-bar | grep -q '>{/Symbol a}_b^c @x `id`<'; echo $?)" 'gnuplot code in the data stays text'
report "$(svg scripts-bar | grep -q '中文标签测试.*العربية نص.*😀'; echo $?)" 'every script comes through'
report "$([ "$(svg missing-line | grep -oE 'class="line-1"' | wc -l)" -ge 1 ] && svg missing-line | grep -oE 'd="M[^"]*M[^"]*"' >/dev/null; echo $?)" 'a missing value is a gap in a line'
is 'a missing value is no bar' 0 '8' "cat svg/missing-bar | grep -oE '<g class=\"series\".*' | grep -o '<polygon' | wc -l | awk '{ print \$1 - 2 }'"
like 'two hundred categories are the fifteen weightiest' 0 'the largest 15 of 200' "cat svg/many-bar"
like 'slices beyond seven are one' 0 'Other \(4\)' "cat svg/scripts-pie"
like 'a pie that would be mostly Other is bars' 0 'Bar chart: Two hundred.*the largest 15 of 200' "cat svg/many-pie | tr '\n' ' '"
like 'twelve series: seven and the rest' 0 'Other \(5\)' "cat svg/series-12-area"
like 'bars start at zero' 0 '>0</text>' "cat svg/equal-bar"
like 'money has its sign once' 0 '^1$' "cat svg/bar | grep -o '>\\\$[0-9]' | wc -l"
like 'a line of the least squares says its fit' 0 'r² = 0\.[0-9]+' "cat svg/scatter"
is 'which is that of the table' 0 "$(jq -r 'select(.id == "scatter").table.rows | (length as $n | (map(.[0]) | add / $n) as $x | (map(.[1]) | add / $n) as $y
	| [(map((.[0] - $x) * (.[1] - $y)) | add), (map(.[0] - $x | . * .) | add), (map(.[1] - $y | . * .) | add)]) | .[0] * .[0] / .[1] / .[2] * 100 | round / 100 | "r² = \(.)0"[:9]' tables.ndjson)" \
	"grep -oE 'r² = [0-9.]+' svg/scatter"
is 'and goes from the first point to the last' 0 true \
	"jq 'select(.id == \"scatter\").figure | [.marks.at[][0]] as \$x | (.svg | [capture(\"stroke-dasharray=[^>]* d=.M(?<a>[0-9.]+) [^>]* (?<b>[0-9.]+) [0-9.]+. class\") | .a, .b | tonumber]) == [(\$x | min, max)]' light.ndjson"
like 'a pie below zero is bars' 0 'class="line-grid"' "cat svg/negative-pie"
is 'every series has its group' 0 '0 1 2' "cat svg/bar-grouped | grep -oE '<g class=\"series\" data-series=\"[0-9]' | grep -o '.\$' | paste -sd' '"
is 'and its entry in the legend' 0 '0 1 2' "cat svg/bar-grouped | grep -oE '<g class=\"key\" data-series=\"[0-9]' | grep -o '.\$' | sort -u | paste -sd' '"
# ---- what is nasty, in every type that it can be in

is 'Chinese, Arabic, emoji, markup and gnuplot code are text in a title' 0 '' "echo '$(lack scripts "$all" '>中文 العربية 😀 &lt;script&gt;alert\(1\)&lt;/script&gt; \{/Bold x\} `id` @macro &quot;q&quot;<')'"
is 'and in names' 0 '' "echo '$(lack scripts "$named pie" '>(中文标签测试|tab here|\{/Symbol a\}_b\^c @x)')'"
is 'emoji are, beside their words' 0 '' "echo '$(lack scripts 'bar box bar-series' '>😀 emoji 🚀 two<')'"
is 'names of eighty letters still differ where they are cut' 0 '' "echo '$(for n in 0 3 4 5; do lack long "$named pie" ">[^<]*\\b$n,"; done)'"
is 'two hundred categories say how many are shown' 0 '' "echo '$(lack many 'bar pie bar-series box heatmap' '>v · (the largest|shows) [0-9]+ of 200<')'"
is 'below zero has a minus, no hyphen' 0 '' "echo '$(lack negative "$all" '>−[0-9]')$(has negative "$all" '>-[0-9]')'"
is 'what is missing is no mark' 0 '10 10 10 10 10 10 10' \
	"jq -r 'select(.id | IN(\"missing-bar\", \"missing-line\", \"missing-area\", \"missing-heatmap\", \"missing-bar-series\", \"missing-scatter\", \"missing-bubble\")) | .figure.marks.at | length' light.ndjson | paste -sd' '"
is 'equal values are drawn' 0 '' "echo '$(has equal "$all" '>No data<')'"
is 'so are zeros; bars of none say so' 0 '' "echo '$(has zero "$all" '>No data<')$(lack zero 'bar pie bar-series' '>0</text>.*>0</text>.*>0</text>')'"
is 'billionths have a power of ten' 0 '' "echo '$(lack tiny "$all" '>[0-9.]+×10⁻⁹<')'"
is 'billions of thousands are T' 0 '' "echo '$(lack huge "$all" '>[0-9.]+T<')'"
is 'money has its sign' 0 '' "echo '$(lack money "$all" '>\$[0-9,]+<')'"
is 'percent and shares have theirs' 0 '' "echo '$(for n in percent share; do lack $n "$named pie $points" '>[0-9.]+%<'; done)'"
is 'whole numbers have no half ticks' 0 '' "echo '$(has integer "$all" '>[0-9]+\.[0-9]+<')'"
is 'a logarithmic axis counts in powers' 0 '' "echo '$(lack log "bar line area box bar-series histogram $points" '>(1M|10M|100,000)<')'"
is 'a logarithmic heat map has all its colours' 0 9 "grep -oE 'fill-r[0-9]' svg/log-heatmap | sort -u | wc -l"
for when in 'seconds >12:00:10<' 'hours >06:00<' 'days >May<' 'quarters >Q2' 'centuries >1(100|085)<'; do
	is "${when%% *} have ticks that a person would choose" 0 '' "echo '$(lack "${when%% *}" "$named pie" "${when#* }")'"
done
is 'years alone are ticks, with no month' 0 '' "echo '$(for c in area area-stacked; do svg $c | grep -q '>2002<.*>2004<.*>2016<' || echo $c; done; grep -l '>Jan<' svg/area svg/area-stacked)'"
is 'among months each year stands once' 0 '1 1 1' "echo $(for y in 2022 2023 2024; do svg line | grep -o ">$y<" | wc -l; done | paste -sd' ')"
is 'twelve series are named, or told how many are not' 0 '' "echo '$(lack series-12 'bar line area scatter bubble' '>(the largest 8 of 12|5 more in grey|Other \(5\)|5 others)<')'"
is 'no Other on a logarithmic axis, which has no place for sums' 0 0 "cat svg/log-bar svg/log-bar-series | grep -c 'Other (' || :"
is 'grey is for Other series, not for the last of those beside Other names' 0 0 "grep -c 'fill=.#c3c9d1' svg/wide-range-bar-series || :"
like 'the only bin is a bar, not a wall: the axis goes on' 0 '>20<.*>70<' 'cat svg/one-row-histogram'
is 'in print series differ by the shape of their points' 0 'circle polygon' \
	"jq -r 'select(.id == \"scatter-series\").figure.svg' print.ndjson | grep -o '<g class=\"series\".*' | grep -oE '<(circle|polygon)' | tr -d '<' | sort -u | paste -sd' '"
is 'and so do their samples in the legend' 0 'circle polygon polygon' \
	"jq -r 'select(.id == \"scatter-series\").figure.svg' print.ndjson | grep -oE '<g class=\"key\"[^>]*><(circle|polygon)' | sed 's/.*<//' | paste -sd' '"

# Each panel's name is there, and marks in places far enough apart to be its own.
cat >panels.jq <<'E'
select(.id | startswith("facet-") and (endswith("30") | not)) | .code.chart.facet as $facet
| (.table.columns | map(.name) | index($facet)) as $i | ([.table.rows[][$i] | tostring] | unique) as $names | .figure.svg as $svg
| [.id, ($names | length > 1 and all(. as $n | $svg | contains(">\($n)<"))), ([.figure.marks.at[][:2] | map(. / 150 | floor)] | unique | length >= ($names | length))]
E
is 'small multiples of every type' 0 'area bar box bubble donut heatmap histogram line pie scatter' \
	"jq -cf panels.jq light.ndjson | jq -r 'select(.[1] and .[2])[0] | ltrimstr(\"facet-\")' | sort | paste -sd' '"
is 'panels in a row share the labels of their axes' 0 '2 3' "echo $(svg facet-line | grep -o '>10<' | wc -l) $(svg facet-line | grep -o '>2023<' | wc -l)"
is 'bars that stand alone in their places take the whole of them' 0 1 \
	"jq -r 'select(.id == \"negative-bar-series\") | .run.plot.marks.at | [range(1; length) as \$i | .[\$i][0] - .[\$i - 1][0] | round] | unique | length' light.ndjson"
jq -nc '{kind:"chart",id:"map",goal:{ok:true,title:"Where",datasets:[]},code:{ok:true,level:"typed",gnuplot:null,
	sql:"SELECT column1 AS longitude, column2 AS latitude FROM (VALUES (-10,60),(0,60),(0,55),(-10,55))",
	chart:{type:"scatter",x:"longitude",y:"latitude"}}}' | specvet | csvquery | jailrun >map
is 'on a map a degree is as long either way, less what the latitude takes' 0 true \
	"jq '.run.plot.marks.at | ((.[1][0] - .[0][0]) / 10 / ((.[2][1] - .[0][1]) / 5) / (57.5 * 3.14159265 / 180 | cos) - 1) | fabs < 0.02' map"
# ---- what is said beside the marks

printf 'team,late,km\nA,true,3\nA,false,4\nB,true,5\n' >late.csv
{
	csvsum late.csv
	jq -nc '{type:"bar",x:"team",y:"n"} | (. + {series:"late",stack:true}), (. + {facet:"late"}) | {kind:"chart",id:(if .facet then "panels" else "series" end),
		goal:{ok:true,title:"Trips",datasets:["late"],aggregate:"count"},
		code:{ok:true,level:"typed",gnuplot:null,sql:"SELECT team, late, count(*) AS n FROM late GROUP BY 1, 2",chart:.}}'
	jq -nc '{kind:"chart",id:"years",goal:{ok:true,title:"Trips",datasets:[]},code:{ok:true,level:"typed",gnuplot:null,
		sql:"SELECT column1 AS team, column2 AS year, column3 AS n FROM (VALUES (1,2023,9),(1,2021,8),(1,2022,7))",
		chart:{type:"bar",x:"team",y:"n",facet:"year"}}}'
	jq -nc '{kind:"chart",id:"wide",goal:{ok:true,title:"Seats",datasets:[]},code:{ok:true,level:"typed",gnuplot:null,
		sql:"SELECT 12000 + 2000 * column1 AS seats, 17 - column1 AS n FROM (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14),(15),(16))",
		chart:{type:"histogram",x:"seats",y:"n",bin:2000}}}'
} | specvet | csvquery | jailrun | llmtell | plotrender -f svg >said
is 'a yes or no of the data is said so, not 1 and 0' 0 'no yes' "jq -r 'select(.id == \"series\").figure.svg' said | grep -oE '>(yes|no|0\.0|1\.0)<' | tr -d '<>' | sort -u | paste -sd' '"
is 'panels of years stand in their order' 0 '2021 2022 2023' "jq -r 'select(.id == \"years\").figure.svg' said | grep -oE '>20[0-9]+<' | tr -d '<>' | paste -sd' '"
is 'with its name over small multiples' 0 'late no,late yes' "jq -r 'select(.id == \"panels\").figure.svg' said | grep -oE '>late [a-z]+<' | tr -d '<>' | sort -u | paste -sd,"
like 'in the text about it' 0 'Late yes' "jq -r 'select(.id == \"series\").insight.text' said"
is 'in the terminal' 0 'no yes' "jq -c 'select(.id == \"series\")' said | plottext | grep -oE ' (yes|no) ' | sort -u | paste -sd' ' | tr -s ' ' | sed 's/^ //; s/ \$//'"
is 'and in the table of the report' 0 '<td>no</td> <td>yes</td>' "vizreport -o said.report <said >said.out; grep -oE '<td[^>]*>(yes|no)</td>' said.report/report.html | sed 's/<td[^>]*>/<td>/' | sort -u | paste -sd' '"
is 'the ticks of a histogram stand where bins meet' 0 true "jq -r 'select(.id == \"wide\").figure.svg' said | grep -oE '>[1-4][0-9],000<' | tr -dc '0-9\n' | jq -s 'length >= 2 and all(. % 2000 == 0)'"
like 'it is said what the area of bubbles stands for' 0 '>Life expectancy \(years\) · area: people<' 'cat svg/bubble'

# ---- for phones

is 'every chart is there for narrow pages too, and gnuplot has nothing odd to say' 0 '' \
	"jq -r 'select(.figure.narrow | .width == 360 and .height >= 100 and (.svg | length > 500 and (test(\"(nan|inf)[,\\\" ]|>[0-9.]+e[+-]?[0-9]+<\"; \"i\") | not)) | not) | .id' light.ndjson"
is 'whose ids are its own' 0 '' "jq -r '.figure | [.svg, .narrow.svg | [scan(\" id=.([^\\\" ]+)\")[]]] | select(.[0] - (.[0] - .[1]) != [])[0][]' light.ndjson"
is 'its marks stay on it' 0 '' \
	"jq -r 'select(.figure.narrow.marks) | .id as \$id | .figure.narrow | .height as \$h | .marks.at[] | select(.[0] < 0 or .[0] > 360 or .[1] < 0 or .[1] > \$h) | \$id' light.ndjson | sort -u"
is 'there, lines have a legend in place of names at their ends' 0 'true false' \
	"jq -r 'select(.id == \"line-many\").figure | [.narrow, .] | map([.svg | scan(\"class=.key. data-series=...><[^>]*(?:><text)? [xd]=.M?([0-9.]+)\")[] | tonumber] | max < 300) | map(tostring) | join(\" \")' light.ndjson"
is 'small pies have room on a page of fixed size' 0 true \
	"jq -c 'select(.id == \"facet-pie\")' tables.ndjson | jailrun --size 360x300 | jq '.run.plot.marks.at | [.[range(4)]] | ([.[][0]] | max - min) > 20 and ([.[][1]] | max - min) > 20'"
is 'marks stay on the page' 0 '' \
	"jq -r 'select(.figure.marks) | .id as \$id | .figure | .width as \$w | .height as \$h | .marks.at[] | select(.[0] < 0 or .[0] > \$w or .[1] < 0 or .[1] > \$h) | \$id' light.ndjson | sort -u"

# ---- nothing drawn

jq -nc '{kind:"chart",id:"t",goal:{ok:true,title:"Who is there",datasets:[]},code:{ok:true,level:"typed",gnuplot:null,
	sql:"SELECT column1 AS name, column2 AS room FROM (VALUES (\"Ann\",1),(\"Bo <b>\",2))" | gsub("\""; "\u0027"),chart:{type:"table"}}}' |
	specvet | csvquery | jailrun | llmtell | plotrender >t
is 'a table is vetted and queried, not drawn, and told' 0 '[true,true,null,null,true]' 'jq -c "[.vet.ok, .table.ok, .run, .figure, .insight.ok]" t'
is 'its card in the report is its rows, and nothing failed' 0 '1 0' \
	'vizreport -o table <t >2; echo $(grep -c "<article class=.card table.*" table/report.html) $(grep -c "Shown as a table" table/report.html)'
like 'they are in its text' 0 'Bo .*b.* 2 ' 'cat table/report.md'
is 'and in a file' 0 'chart_1.csv report.html report.md' 'ls table | paste -sd" "'

# ---- size

jq -nc '{kind:"chart",id:"long",goal:{ok:true,title:"5,000 points",datasets:[]},code:{ok:true,level:"typed",gnuplot:null,
	sql:"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i AS x, abs((i * 7919) % 1000) AS y FROM n",
	chart:({type:"line"}, {type:"scatter"} | .x = "x" | .y = "y")}} | .id = .code.chart.type' | specvet | csvquery >long.tables
jailrun <long.tables | plotrender -f svg >long
like 'the SVG of a line of 5,000 points is below 200 kB' 0 '^1?[0-9]{5}$' "head -n 1 long | jq -r .figure.svg | wc -c"
is 'its marks are thinned' 0 true "head -n 1 long | jq '.figure.marks.at | length <= 2000'"
is 'a phone is shown an even part of them, told so' 0 '>shows 801 of 5,000<' "tail -n 1 long | jq -r .figure.narrow.svg | grep -o '>[^>]*shows [^<]*<' | sed 's/.* · />/'"
is 'as many of each tenth of the rows' 0 true "tail -n 1 long | jq -c '[.figure.narrow.svg | scan(\"M([0-9.]+) [0-9.]+h0\")[0] | tonumber] |
	min as \$a | max as \$b | map((. - \$a) / (\$b - \$a) * 9.999 | floor) | group_by(.) | map(length) | min / max > 0.9'"
is 'so many points are dots, each there, those at the edges too' 0 5000 "tail -n 1 long | jq -r .figure.svg | grep -o 'M[0-9. ]*h0' | wc -l"
like 'in less than 100 kB' 0 '^[0-9]{5}$' "tail -n 1 long | jq -r .figure.svg | wc -c"
is 'in several layers: what lies on another shines through, of rows in order too' 0 '20 true' \
	"tail -n 1 long | jq -r .figure.svg >dots; echo \$(grep -oE 'class=.line-1' dots | wc -l) \$(grep -oE 'M[0-9. ]+h0' dots | head -2 | tr -d M | jq -Rn '[inputs | split(\" \")[0] | tonumber] | .[1] - .[0] > 1')"
is 'a theme of shapes has them' 0 5000 "tail -n 1 long.tables | jailrun --theme print | plotrender -f svg | jq -r .figure.svg | grep -o '<circle' | wc -l"

# ---- looks

like 'a size is kept' 0 'viewBox="0 0 900 500"' "head -1 tables.ndjson | jailrun --size 900x500 | plotrender -f svg | jq -r .figure.svg"
like 'a palette is used' 0 'fill="#123456"[^>]* class="fill-1"' "head -1 tables.ndjson | jailrun --palette '#123456,#654321' | plotrender -f svg | jq -r .figure.svg"
done_testing
