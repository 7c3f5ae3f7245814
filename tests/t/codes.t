#!/bin/sh
# The table "Every code" of PIPELINE.md, walked both ways: every code of the
# sources is in it, every code of it is in the sources, and each is made to
# happen here, with a message and a hint that says what to do.
. "$(dirname "$0")/../lib.sh"

# ---- the table

sed '1,/^## Every code/d' "$ROOT/PIPELINE.md" | grep '^| `' >rows
sed 's/^| `\([^`]*\)`.*/\1/' rows | sort >table
ok 'there is a table of codes' '[ "$(wc -l <table)" -gt 100 ]'
is 'each code has one row' 0 '' 'uniq -d table'
is 'each row says who, what it means and what to do' 0 '' \
	"awk -F ' *[|] *' 'NF != 6 || \$3 == \"\" || \$4 == \"\" || \$5 == \"\"' rows"
is 'who says it is a program of ours' 0 '' \
	"cut -d'|' -f3 rows | grep -o '\`[a-z]*\`' | tr -d '\`' | sort -u | while read -r p; do command -v \"\$p\" >/dev/null || echo \"\$p\"; done"

# ---- the sources: dotted words in quotes that are no part of a line, no file,
# and no word of
# the planner's; what the rules of share/policy name; warnings.

cat "$ROOT"/lib/*.c "$ROOT"/filters/*.c | sed 's,/\*.*\*/,,; /^[[:space:]]*\*[ /]/d' >all.c
{
	grep -v 'rec_path(\|list_of(\|plan_text_is(\|say_findings(\|speccheck_load(' all.c | grep -oE '"[a-z]+\.[a-z0-9]+(-[a-z]+)*"' | tr -d '"' |
		grep -v '\.h$\|\.gp$\|\.tsv$\|^drawing.svg$\|^cgroup\.\|^memory\.\|^pids\.'
	grep -oE '^[a-z]+\.[a-z0-9]+(-[a-z]+)*' "$ROOT/share/policy/vet.rules"
	awk '$1 == "never" { print $4 }' "$ROOT/share/policy/gnuplot.allow"
	sed -n 's/.*\[NOTE_[A-Z_]*\] = {"\([a-z-]*\)".*/\1/p' "$ROOT/lib/csvin_notes.c"
	grep -hoE 'warn\(\*warnings, "[a-z-]+"' "$ROOT"/lib/profile*.c | cut -d'"' -f2
	grep -hA1 'jv_string("code")' "$ROOT"/lib/profile.c | grep -oE '"[a-z]+-[a-z]+"' | tr -d '"'
} | sort -u >words
sed -n 's/^\([a-z.]*\):.*/\1/p' "$ROOT"/share/planner/words | sort -u >planner
comm -23 words planner >sources
is 'every code of the sources is in the table' 0 '' 'comm -23 sources table'
is 'every code of the table is in the sources' 0 '' 'comm -13 sources table'
ok 'and codes are named nowhere else: no two words glued to one' \
	"! grep -nE 'addf\([^)]*\"(csv|data|goal|provider|sql|limit|drift|gp|policy|draw|run|figure)\.%' all.c"

# ---- each is made to happen: what the programs print is kept in "out"

: >out
: >messages
run() { "$@" >>out 2>>messages </dev/null; }
feed() { # stream program…
	stream=$1
	shift
	"$@" <"$stream" >>out 2>>messages
}

# csvsum: files that it cannot read, files that it mends.
mkdir folder
printf '\211PNG\r\n\032\n\000\000\000\rIHDR' >photo.csv
: >empty.csv
echo 'a,b' >header.csv
echo '{"a": [1,' >broken.json
seq 100000 | gzip | head -c 6000 >cut.csv.gz
run csvsum none.csv photo.csv folder empty.csv header.csv broken.json cut.csv.gz
echo 'a,b
1,2' >good.csv
run csvsum -e no-such-encoding good.csv
run csvsum -d , -Q , good.csv
printf 'a,b,a,\n1,2,3,x\n1,2,3\n\n1,2,3,4,5\n1,2,q"x,4\n' >mended.csv
printf 'a,b,c,d\n1,2,3,4\nTotal\n5,6,7,8\n' >odd.csv
printf 'a,b\n1,2\n3,"4\n5,6\n' >open.csv
printf 'a,b\n1,2,\n3,4\n' >trailing.csv
printf 'a,b\n1,\303\n2,x\n' >bytes.csv
printf 'a,b\n1,x\000y\n2,z\n' >nul.csv
{ echo 'a,b'; seq 400 | sed 's/$/,x/'; echo 'q7,x'; } >invalid.csv
{ printf 'a,b\n1,2\n1,'; head -c 17000000 /dev/zero | tr '\0' x; printf '\n3,4\n'; } >long.csv
{ echo 'd,n'; for i in 01 02 03 04 05 06 07 08 09 10; do echo "$i/05/2024,$i"; done; echo '03/04/2024,x7'; } >dates.csv
run csvsum mended.csv odd.csv open.csv trailing.csv nul.csv long.csv dates.csv invalid.csv
run csvsum -e utf-8 bytes.csv
{ echo v; seq 5000; seq -f a%g 9000; } >late.csv
cat late.csv | csvsum - >>out 2>>messages

# The loop over the lines.
echo '{"kind":"chart", nonsense' >bad
feed bad specvet

# specvet: SQL and typed charts.
cat >data <<'E'
{"kind":"dataset","id":"t","ok":true,"rows":3,"source":{"path":"t.csv"},"dialect":{},"columns":[{"name":"a","type":"text"},{"name":"n","type":"number"},{"name":"d","type":"date"},{"name":"k","type":"integer","role":"id"}]}
{"kind":"dataset","id":"u","ok":true,"rows":3,"source":{"path":"u.csv"},"dialect":{},"columns":[{"name":"a","type":"text"},{"name":"m","type":"number"}]}
E
good_chart='{"type":"bar","x":"a","y":"n"}'
chart() { # SQL CHART [GNUPLOT] [GOAL]
	jq -cn --arg sql "$1" --argjson chart "$2" --arg gp "${3-}" --argjson goal "${4:-"{\"ok\":true,\"datasets\":[\"t\"]}"}" '
		{kind: "chart", id: "c", goal: $goal, code: {ok: true, level: (if $gp == "" then "typed" else "custom" end), sql: $sql, chart: $chart,
		 gnuplot: (if $gp == "" then null else $gp end)}}'
}
{
	cat data
	for sql in '' 'SELEC 1' 'SELECT 1; SELECT 2' 'DELETE FROM t' "SELECT load_extension('x')" 'SELECT a, n FROM v' 'SELECT a, o FROM t' \
		'SELECT a FROM t, t AS s' 'SELECT a, n FROM t ORDER BY 9' 'SELECT frob(a) FROM t' 'SELECT sum(n, n) FROM t' 'SELECT a FROM t WHERE sum(n) > 1' 'SELECT ? FROM t'; do
		chart "$sql" "$good_chart"
	done
	chart "SELECT a, n FROM t WHERE n = $(awk 'BEGIN { for (i = 0; i < 3000; i++) printf "(1+"; print 1; for (i = 0; i < 3000; i++) printf ")" }')" "$good_chart"
	chart 'SELECT a, n FROM t' "$good_chart" | jq -c '.code.sql = "SELECT a, n" + " " * 2000000 + "FROM t"'
	for type in null '{"type":"barr","x":"a","y":"n"}' '{"type":"bar","x":"a","y":null}' '{"type":"bar","x":"a","y":"o"}' \
		'{"type":"bar","x":"n","y":"a"}' '{"type":"bar","x":"a","y":"n","y_label":"n","log_y":true}' '{"type":"custom","x":"a","y":"n"}'; do
		chart 'SELECT a, n FROM t' "$type"
	done
	chart 'SELECT a, n FROM t' "$good_chart" '' '{"ok":true,"datasets":["t"],"x":"gone"}'
	chart 'SELECT k, n FROM t' '{"type":"bar","x":"k","y":"n"}'
} >charts
feed charts specvet
echo '{"kind":"dataset","id":"t","ok":false}' >nothing
chart 'SELECT a, n FROM t' "$good_chart" >>nothing
feed nothing specvet
echo 'error("x")' >stops.jq
echo '{message: "no bars here", hint: "draw lines"}' >nameless.jq
{ cat data; chart 'SELECT a, n FROM t' '{"type":"bar","x":"a","y":"n","x_label":"A","y_label":"N"}'; } >fine
feed fine specvet --policy stops.jq
feed fine specvet --policy nameless.jq
specvet <fine >vetted
jq -c 'if .kind == "dataset" then (.columns[] | select(.name == "n")).type = "text" else . end' vetted >retyped
feed retyped specvet
chart 'SELECT a, n FROM t' "$good_chart" '' '{"ok":true,"datasets":["t"],"x":"a","y":"n"}' |
	{ sed '1s/"name":"n"/"name":"k"/' data; cat; } >gone
feed gone specvet

# Scripts: each sample's first line names its code.
for f in "$DATA"/scripts/bad/*.gp; do printf '\036'; cat "$f"; done |
	jq -Rsc --slurpfile base fine 'split("\u001e")[1:][] | . as $script | $base[2] | .code.level = "custom"
		| .code.chart.type = "custom" | .code.gnuplot = $script' >scripts
feed scripts specvet

# csvquery: the data, and limits.
printf 'a,n\nx,1\ny,2\nz,-3\n' >t.csv
csvsum t.csv >t
sql() { { cat t; chart "$1" "$good_chart"; } | specvet >q; }
sql 'SELECT a, n FROM t'
mv t.csv away
feed q csvquery
{ cat away; echo w,9; } >t.csv
feed q csvquery
mv away t.csv
jq -c 'if .kind == "dataset" then .source.path = null else . end' q >nopath
feed nopath csvquery
sql "SELECT date('now') AS a, n FROM t"
feed q csvquery
sql 'SELECT a, abs(-9223372036854775807 - 1 + 0 * n) AS n FROM t'
feed q csvquery
sql 'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS a, n FROM r WHERE n < 0'
feed q csvquery --time 1
sql "WITH RECURSIVE r(i, s) AS (SELECT 1, printf('%3000d', 1) UNION ALL SELECT i + 1, printf('%3000d', i) FROM r WHERE i < 9000) SELECT s AS a, i AS n FROM r ORDER BY s"
feed q csvquery --memory 4M
feed q csvquery --bytes 1K
sql "SELECT a, group_concat(s) AS n FROM t, (WITH RECURSIVE r(s, i) AS (SELECT 'xxxx', 0 UNION ALL SELECT s || s, i + 1 FROM r WHERE i < 20) SELECT s FROM r) GROUP BY 1"
feed q csvquery --cell 1K

# Lint of the table, and drawing.
lint() { { cat t; chart "$1" "$2"; } | specvet | csvquery | jailrun >>out 2>>messages; }
many="SELECT value AS a, abs(value) AS n FROM (WITH RECURSIVE r(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM r WHERE value < 30) SELECT value FROM r)"
lint "$many" '{"type":"pie","x":"a","y":"n"}'
lint 'SELECT a, n FROM t' '{"type":"pie","x":"a","y":"n"}'
lint 'SELECT a, n FROM t' '{"type":"line","x":"a","y":"n","log_y":true}'
lint 'SELECT a, CASE WHEN n > 1 THEN n END AS n FROM t' "$good_chart"
lint "SELECT x.a AS a, y.a AS s, x.n AS n FROM ($many) x, ($many) y" '{"type":"line","x":"a","y":"n","series":"s"}'
{ cat t; chart 'SELECT a, n FROM t' '{"type":"scatter","x":"n","y":"n"}'; } | specvet | csvquery --rows 2 | jailrun >>out 2>>messages
draw() { { cat t; chart 'SELECT a, n FROM t' '{"type":"custom","x":"a","y":"n"}' 'plot DATA using 2'; } | specvet | csvquery |
	jq -c --arg s "$1" 'if .vet then .vet.script = $s else . end' >d; }
draw 'set output; x = 1'
feed d jailrun
draw 'plot nonsense('
feed d jailrun
draw 'system("true")'
feed d jailrun
mkdir -p own/policy
sed 's/^limit wall_ms.*/limit wall_ms 700/; s/^limit output.*/limit output 4096/; s/^limit memory.*/limit memory 400000000/; s/^limit cpu_s.*/limit cpu_s 1/' \
	"$ROOT/share/policy/jail.draw" >own/policy/jail.draw
shared=$VIZ_SHARE
VIZ_SHARE=$TMP/own
export VIZ_SHARE
draw 'while (1) { a = 1 }'
feed d jailrun
draw 'set samples 9000; plot x, x * x'
feed d jailrun
draw 'array A[90000000]; plot x'
feed d jailrun
sed -i 's/^limit wall_ms.*/limit wall_ms 9000/' own/policy/jail.draw
draw 'do for [i=1:900000000] { y = i }; plot x'
feed d jailrun
VIZ_SHARE=$shared
export VIZ_SHARE
{ cat t; chart 'SELECT a, n FROM t' "$good_chart"; } | specvet | csvquery >tabled
mkdir -p more/charts
cp "$ROOT/share/charts/bar.gp" more/charts/mine.gp
{ cat t; chart 'SELECT a, n FROM t' '{"type":"mine","x":"a","y":"n"}'; } | VIZ_SHARE=$TMP/more specvet | csvquery >gone
feed gone jailrun
mkdir nobwrap
for d in $(echo "$PATH" | tr : ' '); do ln -s "$d"/* nobwrap/ 2>/dev/null; done
rm -f nobwrap/bwrap
PATH=$TMP/nobwrap "$(command -v jailrun)" <tabled >>out 2>>messages
jailrun <tabled >drawn
jq -c 'if .run then .run.svg = null else . end' drawn >nodrawing
feed nodrawing plotrender
jq -c 'if .run then .run.svg = "<html/>" else . end' drawn >nosvg
feed nosvg plotrender
jq -c 'if .run then .run.svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20000 20000\"><rect width=\"9\" height=\"9\"/></svg>" else . end' drawn >huge
feed huge plotrender -f png2x

# Goals.
chart '' null '' '{"ok":true,"datasets":["t"],"x":"a","y":"n","aggregate":"sum","chart":"bar"}' >alone
jq -c 'del(.code)' alone >goal
feed goal llmcode
csvsum t.csv >>t.only
llmgoals -q 'zzz qqq' <t.only >>out 2>>messages
goal() { { cat data; jq -c "del(.code) | .goal += $1" alone; } >g; feed g llmcode; }
goal '{x: "nothing"}'
goal '{filter: [{column: "a", op: "frob", value: 1}]}'
goal '{datasets: ["t", "u"], x: "t.a", y: "u.m"}'

# Providers: the mock speaks, and a command.
XDG_CACHE_HOME=$TMP/cache
export XDG_CACHE_HOME
unset VIZ_RECORD VIZ_REPLAY VIZ_EVENTS http_proxy HTTP_PROXY all_proxy ALL_PROXY
{ cat data; cat goal; sed 's/"id":"c"/"id":"e"/; s/sum/avg/' goal; } >asks
# A mock for each mode, all at once, as some are tried again after a while.
ask() { # N SCHEME MODE [OPTIONS]
	mkdir "mock$1"
	printf '%s\n' "$3" >"mock$1/mode"
	echo '{"sql":"SELECT a, n FROM t","chart":{"type":"bar","x":"a","y":"n"},"gnuplot":null}' >"mock$1/answer"
	"$ROOT/tests/mockmodel" "mock$1" &
	mock=$!
	while [ ! -s "mock$1/port" ]; do sleep 0.05; done
	n=$1 base=$2://127.0.0.1:$(cat "mock$1/port")/v1
	shift 3
	OPENAI_API_KEY=k OPENAI_BASE_URL=$base llmcode -p openai "$@" <asks >"said$n" 2>>messages
	kill $mock
}
ask 1 http key &
ask 2 http quota &
ask 3 http model &
ask 4 http filter &
ask 5 http repeat &
ask 6 http garbage &
ask 7 http 'slow 3000' --timeout 0.3 &
ask 8 http 'busy 0' &
ask 9 http drop &
ask 10 http ok --budget-calls 1 &
ask 11 http 'refuse the format is not supported' &
wait
cat said* >>out
# Who answers a TLS handshake in the clear.
python3 -c 'import socket
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1], flush=True)
while True:
    c = s.accept()[0]
    c.recv(1000)
    c.sendall(b"HTTP/1.0 400 no\r\n\r\n")
    c.close()' >clear &
clear=$!
while [ ! -s clear ]; do sleep 0.05; done
run env OPENAI_API_KEY=k sh -c "llmcode -p openai --base-url https://127.0.0.1:$(cat clear)/v1 <asks"
kill $clear
run env -u OPENAI_API_KEY sh -c 'llmcode -p openai <asks'
run env OPENAI_API_KEY=k sh -c 'llmcode -p openai --base-url http://127.0.0.1:1/v1 <asks'
run env OPENAI_API_KEY=k sh -c 'llmcode -p openai --base-url http://192.0.2.1/v1 <asks'
mkdir tape
run env VIZ_REPLAY=tape sh -c 'llmcode -p openai <asks'
feed asks llmcode -p 'exec:exit 3'
feed asks llmcode -p 'exec:echo nonsense'
feed asks llmcode -p 'exec:yes'
feed asks llmcode -j 2 -p 'exec:kill -9 $PPID'
llmgoals -q 'n by a' -p 'exec:echo "{\"goals\":[]}"' <t.only >>out 2>>messages
feed tabled llmtell -p 'exec:echo "{\"text\":\"It makes 777.\"}"'
feed tabled llmtell -p ollama --share names

# ---- who was heard

jq -Rr 'fromjson? | .. | objects | select(((.code? // .rule?) | type) == "string" and (.message? | type) == "string")
	| select((.message | length) > 2 and ((.hint // "") | length) > 2) | (.rule // .code)' out | sort -u >heard
jq -Rr 'fromjson? | .. | objects | select(((.code? // .rule?) | type) == "string" and (.message? | type) == "string")
	| select((.hint // "") == "") | "\(.rule // .code): \(.message)"' out | sort -u >mute
is 'no message without a hint' 0 '' 'cat mute'
cat >unheard <<'E'
worker.time a picture that takes a minute: unit test filter
run.signal no script is known that makes gnuplot crash
draw.look options are refused at the start: unit test draw
worker.time a minute of drawing letters: unit test filter
provider.dry-run nothing is asked, and the line goes on as by builtin
E
while read -r code; do
	if grep -qx -- "$code" heard; then
		report 0 "$code is heard, with a message and a hint"
	elif grep -q "^$code " unheard; then
		skip "$code" "$(sed -n "s/^$code //p" unheard)"
	else
		report 1 "$code is heard"
	fi
done <table
done_testing
