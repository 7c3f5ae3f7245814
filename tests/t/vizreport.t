# vizreport: the files, what they say, and what they must not do.
. "$(dirname "$0")/../lib.sh"

shared_checks vizreport report '-o out'
jq -nc -f "$DATA/streams/report.jq" >s.ndjson
stays s.ndjson vizreport -o out

is 'the files of each chart' 0 'chart_1.csv chart_1.gp chart_1.png chart_1.svg chart_2.csv chart_2.gp chart_2.png chart_2.svg chart_3.csv chart_3.gp chart_3.png chart_3.svg chart_4.csv chart_5.csv report.html report.md ' \
	'ls out | tr "\n" " "'
is 'a second run writes the same bytes' 0 '' 'cp -r out first; vizreport -o out <s.ndjson >/dev/null; diff -r first out'
is 'without a folder it is misused' 2 '' 'vizreport <s.ndjson'
like 'so it is with an unknown layout' 2 usage 'vizreport -o out --layout grid <s.ndjson'
is 'folders are made' 0 'report.html' 'vizreport -o a/b/c/ <s.ndjson >/dev/null; ls a/b/c | grep html'
like 'a folder that cannot be made is status 3' 3 'opening the folder.*name another' 'vizreport -o /dev/null/x <s.ndjson'
is 'and the stream passes all the same' 0 '' 'vizreport -o /dev/null/x <s.ndjson 2>/dev/null | cmp - s.ndjson'
like 'an empty stream makes an empty report' 0 'no chart' 'vizreport -o empty </dev/null; cat empty/report.html'

# ---- the promise: system calls and files are given up while it waits
mkfifo pipe
vizreport -o held <pipe >/dev/null &
exec 9>pipe
while ! ls held >/dev/null 2>&1; do sleep 0.1; done
sleep 0.3
is 'it has given up what it does not need' 0 'Seccomp:	2' "grep ^Seccomp: /proc/$!/status"
exec 9>&-
wait

# ---- what an earlier run left
is 'stale charts go, all else stays' 0 'chart_01.svg chart_x.svg notes.txt ' '
	mkdir -p old; for f in chart_9.svg chart_1.gp chart_12.png chart_x.svg chart_01.svg notes.txt; do echo >old/$f; done
	vizreport -o old <s.ndjson >/dev/null; ls old | grep -v -e "^chart_[1-5]\." -e report | LC_ALL=C sort | tr "\n" " "'
is 'a file is replaced, not written over' 0 'theirs' '
	mkdir -p link; echo theirs >theirs; ln -s ../theirs link/report.html; vizreport -o link <s.ndjson >/dev/null; cat theirs'
is 'no other file is left behind' 0 '' 'ls -A old | grep "^\." || true'
half=".report.html.1 .notes.txt.1 .chart_12.png.1"
is 'nor what a killed run left half written, but while another writes there' 0 "$half
.notes.txt.1" '
	for f in '"$half"'; do echo >old/$f; done
	flock -s old vizreport -o old <s.ndjson >/dev/null; echo $(ls -A old | grep "^\." | LC_ALL=C sort -r)
	vizreport -o old <s.ndjson >/dev/null; ls -A old | grep "^\."'

is 'the page comes last: it is the sign that all is done' 3 '' '
	mkdir -p late/report.html; echo >late/chart_9.svg; vizreport -o late <s.ndjson >/dev/null; s=$?; ls late | grep chart_9; exit $s'

# ---- numbers as files
like 'the plotted numbers' 0 '^North,9120.5$' 'cat out/chart_1.csv'
like 'formulas are kept from running' 0 "^\"'=cmd" 'cat out/chart_1.csv'
like 'or left as they are' 0 '^"?=cmd' 'vizreport --raw-csv -o raw <s.ndjson >/dev/null; cat raw/chart_1.csv'
is 'the numbers of a table' 0 'day,item,revenue
2024-03-01,Road bike,990
2024-04-09,Helmet <b>red</b>,930.5
2024-05-11,,1200.25' 'cat out/chart_4.csv'
for n in 1 2 3; do
	like "plain gnuplot draws chart_$n.csv again" 0 '<svg' "cd out && LC_ALL=C.UTF-8 gnuplot chart_$n.gp"
done
is 'PNG is the bytes, not their text' 0 '89504e47' 'head -c 4 out/chart_1.png | od -An -tx1 | tr -d " \n"'

# ---- the page
is 'words that nobody understood are said on the card' 0 '<p class="note">Not understood, and left out: “gloomy” and “&lt;i&gt;”</p>' '
	jq -c "select(.goal).goal.mapping = [{words: \"gloomy\", how: \"not understood\"}, {words: \"sun\", column: \"weather\", how: \"value\"}, {words: \"<i>\", how: \"not understood\", as: \"filter\"}]" s.ndjson |
		vizreport -o gloomy >/dev/null; grep -ho "<p class=.note.>Not understood.*" gloomy/report.html | sort -u'
ok 'it is one file that asks for nothing' '! grep -Eo "(src|href)=\"[^#\"]*\"" out/report.html | grep -v "data:,"'
hash_of() { # the hash of what stands in the element, less its padding
	perl -MDigest::SHA=sha256_base64 -0777 -ne "/<$1>(.*?)<\\/$1>/s and print sha256_base64(\$1)" out/report.html
}
grep Content-Security out/report.html | sed "s/&apos;/'/g" >policy
ok 'its policy names the script by its digest' "grep -qF \"script-src 'sha256-$(hash_of script)='\" policy"
ok 'and the style' "grep -qF \"style-src 'sha256-$(hash_of style)='\" policy"
ok 'and refuses all else' "grep -q \"default-src 'none'\" policy"
ok 'no style and no handler stands in an attribute' '! perl -0777 -pe "s/<(script|style)\b.*?<\/\$1>//gs" out/report.html | grep -Ei "<[a-z][^>]* (style|on[a-z]+)="'
ok 'markup in cells, names and texts is shown, not obeyed' '! grep -E "<script>alert|<img|<b>(red|East)" out/report.html'
like 'cells are escaped' 0 'Helmet &lt;b&gt;red&lt;/b&gt;' 'cat out/report.html'
like 'so are column names' 0 '&lt;script&gt;alert\(1\)' 'cat out/report.html'
like 'its head says what the data is' 0 '<p class="facts">1,000 rows · 4 columns · 1 Jan 2024 – 30 Dec 2024 · 121 kB · sales\.csv<' 'cat out/report.html'
like 'a card has its question, its title, what it shows' 0 'Which region earns most\?.*<h2>North earns the most</h2>.*<figure class="drawing">.*<p class="insight">North earns \$9,120\.50' 'tr "\n" " " <out/report.html'
like 'and below, closed, the SQL' 0 '<summary>How it was made.*<h4>SQL</h4><pre[^>]*><code>SELECT region' 'tr "\n" " " <out/report.html'
ok 'nothing is open before a reader opens it' '! grep "<details[^>]* open" out/report.html'
like 'a chart that failed says why' 0 'could not be made.*No column profit in sales' 'cat out/report.html'
like 'and what to do' 0 'What to do: The columns are day, region and revenue' 'cat out/report.html'
like 'error lines are listed, a file under its own name' 0 '</b> photo.csv: not text: PNG image' 'sed -n "/What could not be done/,\$p" out/report.html'
like 'a line that vizreport itself cannot read is listed' 1 'line 1: not JSON' 'echo "{" | vizreport -o bad >/dev/null; cat bad/report.html; exit 1'
like 'one number alone is shown large, as the sentence has it' 0 'class="single">41,083' 'cat out/report.html'
like 'the words of the question and what they mean' 0 '“earns” → <b>revenue</b> \(synonym\)' 'cat out/report.html'
like 'who made it' 0 'Chosen by some-model via openai, written by built-in rules' 'cat out/report.html'
like 'what was tried before' 0 'No column revenu: did you mean' 'cat out/report.html'
like 'what the lint found' 0 '1 row has no revenue' 'cat out/report.html'
jq -c 'if .id == "sales-2" then .run.findings = [{level: "warn", rule: "table.cut", message: "only the first rows are drawn", hint: "group them"}] else . end' s.ndjson |
	vizreport -o linted >/dev/null
like 'in the table, too' 0 '<b>only the first rows are drawn</b> – group them <small>table.cut' 'cat linted/report.html'
like 'and the text says both' 0 '^- Only the first rows are drawn. Group them.' 'cat linted/report.md'
like 'the script that draws it again' 0 'gnuplot script</h4><pre.*# Draws chart_1.csv' 'tr "\n" " " <out/report.html'
like 'a title of one'"'"'s own' 0 '<title>A &amp; B</title>' 'vizreport --title "A & B" -o t <s.ndjson >/dev/null; cat t/report.html'
ok 'script and style are under 40 kB' '[ $(cat '"$ROOT"'/share/report/page.css '"$ROOT"'/share/report/page.js | wc -c) -lt 40000 ]'

# ---- the data
tr '\n' ' ' <out/report.html >one-line
like 'the first rows of the table' 0 '<summary>First rows</summary>.*<td>2024-01-03</td><td>North</td>' 'cat one-line'
like 'the profile of a column: range, middle, values, gaps' 0 '<bdi>revenue</bdi>.*1\.5 – 990<.*median 40<.*"Distinct">871<.*"Missing">0\.4 %' 'cat one-line'
is 'with a small histogram, a bar for each bin' 0 '12
10' 'grep -o "<svg class=.spark.*</svg>" out/report.html | while read -r s; do echo "$s" | grep -o "<rect" | wc -l; done'
like 'what is odd about the file' 0 'class="warnings"><li>3 rows have 10 fields instead of 11' 'cat out/report.html'
echo '{"kind":"relation","from":["sales","customer"],"to":["customers","id"],"cardinality":"n:1","overlap":0.98}' >relation.ndjson
like 'how tables fit together' 0 '<b>sales\.customer</b> → <b>customers\.id</b> <small>n:1, 98 % found' '
	cat s.ndjson relation.ndjson | vizreport -o related >/dev/null; cat related/report.html'

# ---- drawings of another program
echo '{"kind":"chart","id":"c","goal":{"title":"T"},"figure":{"ok":true,"svg":"<svg><script>alert(1)</script></svg>","narrow":{"svg":"<svg><script>alert(2)</script></svg>","marks":7,"top":"x"}}}' >foreign.ndjson
like 'a drawing that is not plain is shown as an image' 0 '<img alt="T" src="data:image/svg' 'vizreport -o foreign <foreign.ndjson >/dev/null; cat foreign/report.html'
ok 'and nothing of it stands in the page' '! grep alert foreign/report.html'
like 'a drawing older than its numbers says so' 0 'may be newer than this picture' '
	jq -c "if .figure then .figure.from = \"xxh128:0\" else . end" s.ndjson | vizreport -o stale >/dev/null; cat stale/report.html'
like 'a drawing from before a failure is not shown' 0 'class="card table" id="chart-1"' '
	jq -c "if .figure then .figure.from = \"xxh128:0\" | .code = {ok:false, error:{code:\"x\", message:\"no\"}} else . end" s.ndjson |
	vizreport -o failed >/dev/null; cat failed/report.html'

# ---- lines that are not what they should be
cat >odd.ndjson <<'E'
{"kind":"dataset","id":"x","ok":true}
{"kind":"dataset","id":7,"ok":true,"columns":[{},{"name":3,"type":4,"role":[],"nulls":"a","distinct":{},"min":{},"max":[],"histogram":{"counts":["a",null,-1]},"top":[{},{"count":0,"value":{}}],"samples":{}},7,{"histogram":7,"top":7,"quartiles":[1],"type":"text","samples":[{},1,null]}],"rows":"many","source":7,"warnings":[{},7],"correlations":[{},{"r":"x"}],"sample":[[{}],7]}
{"kind":"relation","id":7}
{"kind":"relation","from":[{},1],"to":["a"],"overlap":"x"}
{"kind":"chart"}
{"kind":"chart","id":[],"goal":7,"code":8,"vet":9,"table":10,"figure":11,"insight":12,"attempts":13}
{"kind":"chart","id":"c","goal":{"title":{},"question":7,"mapping":[{},7],"by":7,"rationale":{}},"code":{"sql":7,"chart":7,"by":{"provider":7,"model":8},"explanation":[]},"vet":{"findings":[{},7],"script":7},"table":{"ok":true,"columns":[{},7],"rows":[[1,2,3],7,[]],"total_rows":"x"},"insight":{"ok":true,"text":7},"figure":{"ok":true,"svg":"<svg></svg>","alt":7,"top":"x","marks":{"at":[7,[],[1,2,99,"x"],["a",{},-1,null]],"by":7},"png":"%%%"},"attempts":[{},{"error":7},{"error":{"message":7}}]}
{"kind":"chart","id":"d","code":{"ok":false,"error":7}}
{"kind":"error"}
{"kind":"error","stage":7,"error":7}
E
is 'odd lines cost themselves at most' 0 '</html>' 'vizreport -o odd <odd.ndjson >/dev/null && tail -1 odd/report.html'
like 'and all that can be said is said' 0 'could not be made' 'cat odd/report.html'

# ---- the whole pipe
vizpipe -o whole "$DATA/weather.csv" >/dev/null 2>&1
ok 'a report with five charts stays under 400 kB' 'grep -c "class=.card figure" whole/report.html | grep -qx 5; [ $(wc -c <whole/report.html) -lt 400000 ]'
ok 'and its drawings stand in it, to be read by its script' '[ $(grep -oE "class=.drawing.><div class=.canvas( wide)?.><svg" whole/report.html | wc -l) = 5 ]'
ok 'again as a phone shows them' '[ $(grep -o "class=.canvas narrow.><svg" whole/report.html | wc -l) = 5 ]'
# colours FILE: the colours of a drawing, sorted.
colours() { grep -oE '#[0-9a-f]{6}|rgb\([^)]*\)' "$1" | perl -pe 's/rgb\(\s*(\d+),\s*(\d+),\s*(\d+)\)/sprintf "#%02x%02x%02x", $1, $2, $3/e' | sort -u; }
vizpipe --theme dark --palette '#ff8800,#00aa88' --size 600x400 -n 3 -o dark "$DATA/weather.csv" >/dev/null 2>&1
(cd dark && for n in 1 2 3; do
	LC_ALL=C.UTF-8 gnuplot chart_$n.gp >again.svg && grep -q 'viewBox="0 0 600 400"' again.svg &&
		colours chart_$n.svg >1 && colours again.svg >2 && [ -s 1 ] && comm -23 1 2 || echo "chart $n has no such colours"
done) >missed 2>&1
is 'and it looks as it did: theme, palette, size' 0 '' 'cat missed'
ok 'gnuplot alone draws each again' 'cd whole && for n in 1 2 3 4 5; do LC_ALL=C.UTF-8 gnuplot chart_$n.gp | grep -q "<path" || exit 1; done'
is 'but for dots, whose order is another, to the byte' 0 '1 3 4 5' \
	"for n in 1 2 3 4 5; do jq -sj \"map(select(.kind == \\\"chart\\\"))[\$n - 1].run.svg\" whole/stages/*-plotrender.ndjson >1; (cd whole && LC_ALL=C.UTF-8 gnuplot chart_\$n.gp) | cmp -s - 1 && echo \$n; done | paste -sd' '"

# ---- layouts
like 'one file is a report' 0 '<body class="report">' 'cat out/report.html'
like 'or a dashboard' 0 '<body class="dashboard">' 'vizreport --layout dashboard -o dash <s.ndjson >/dev/null; cat dash/report.html'
like 'with tiles of numbers on top' 0 '<dt>Rows</dt><dd>1,000<.*<dt>Columns</dt><dd>4<.*<dt>Period</dt><dd>Jan 2024 – Dec 2024<.*<dd>41,083<' 'tr "\n" " " <dash/report.html'
like 'several files are a dashboard' 0 '<body class="dashboard">' '
	{ cat s.ndjson; head -1 s.ndjson | jq -c ".id = \"other\""; } | vizreport -o two >/dev/null; cat two/report.html'
like 'whose title keeps the capitals of their names' 0 '<h1>Sales, NASA Report and who 2</h1>' '
	{ cat s.ndjson; for id in NASA_Report who_2; do head -1 s.ndjson | jq -c ".id = \"$id\""; done; } | vizreport -o three >/dev/null; cat three/report.html'
# Seven charts of one table, and six.
{ head -1 s.ndjson; for id in a b c d e f g; do jq -c "select(.id == \"sales-1\") | .id = \"$id\"" s.ndjson; done; } >seven.ndjson
like 'so are more than six charts' 0 '<body class="dashboard">' 'vizreport -o seven <seven.ndjson >/dev/null; cat seven/report.html'
like 'six are still a report' 0 '<body class="report">' 'head -7 seven.ndjson | vizreport -o six >/dev/null; cat six/report.html'

# ---- Markdown
like 'pictures stand beside the text' 0 '!\[A chart drawn by hand\.\]\(chart_1\.png\)' 'cat out/report.md'
like 'cells cannot break the table' 0 '=cmd\\\|' 'cat out/report.md'
ok 'markup is shown there, too' '! grep -E "(^|[^\\\\])<(b|img|script)" out/report.md'

# ---- pages of one's own
is 'one file of the pages can be replaced' 0 'own text' '
	mkdir -p own/report/pages; printf "({file: \"own.txt\"}, \"own text\")\n" >own/report/pages/9-files.jq
	VIZ_SHARE=$PWD/own:${VIZ_SHARE-} vizreport -o o <s.ndjson >/dev/null; cat o/own.txt'
like 'a broken one is named, status 2' 2 '2-table\.jq' '
	mkdir -p broken/report/pages; echo "def x: (" >broken/report/pages/2-table.jq; VIZ_SHARE=$PWD/broken:${VIZ_SHARE-} vizreport -o o <s.ndjson'

done_testing
