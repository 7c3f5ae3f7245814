#!/bin/sh
# The samples of tests/data/scripts in the jail.  bad: forced past the vet by a
# forged verdict, and none does harm.  good: each is drawn.
. "$(dirname "$0")/../lib.sh"
S=$DATA/scripts

jailrun -- true 2>why || {
	skip 'the samples in the jail' "$(cat why)"
	done_testing
	exit
}

# What a script must not touch or show: a home, a working folder, a secret.
mkdir home work
echo 'the-secret-of-this-test' | tee home/.netrc >work/notes
HOME=$TMP/home
export HOME SECRET=the-secret-of-this-test
seen() { (cd "$TMP" && find home work -type f -exec md5sum {} + | sort; ls -A /jail / 2>&1); }

# One chart over the samples' table, judged and queried; then each script in it.
jq -Rnc '[inputs | split("\t")] | (.[0] | to_entries) as $names | .[1:]
	| map("(" + (map(if test("^-?[0-9.]+$") then . elif . == "NaN" then "NULL"
	    else "\u0027\(gsub("\u0027"; "\u0027\u0027"))\u0027" end) | join(",")) + ")") | join(",")
	| "SELECT " + ($names | map("column\(.key + 1) AS \"\(.value)\"") | join(", ")) + " FROM (VALUES \(.))"
	| {kind:"chart",id:"base",goal:{ok:true,title:"Revenue by month",datasets:[]},
	  code:{ok:true,level:"custom",sql:.,gnuplot:"plot DATA using 0:3",
	    chart:{type:"custom",title:"Revenue by month",x_label:"Month",y_label:"Revenue",stack:false}}}' "$S/data.tsv" |
	specvet | csvquery >base
stream() { # FOLDER; the files apart by bytes that none of them holds
	for f in "$S/$1"/*.gp; do
		printf '\036%s\037' "$(basename "$f" .gp)"
		cat "$f"
	done | jq -Rsc --slurpfile base base 'split("\u001e")[1:][] | split("\u001f") as [$id, $script]
		| $base[0] | .id = $id | .vet.ok = true | .vet.script = $script'
}

stream good >in.good
stream bad >in.bad
seen >before
jailrun <in.good >out.good
# What cannot be told from a script (loops, recursion) is for the limits: short ones here.
mkdir -p share/policy
sed 's/^limit cpu_s.*/limit cpu_s 1/; s/^limit wall_ms.*/limit wall_ms 1500/' "$ROOT/share/policy/jail.draw" >share/policy/jail.draw
VIZ_SHARE=$TMP/share:$ROOT/share
export VIZ_SHARE
(cd work && jailrun <../in.bad >../out.bad 2>../messages)
is 'every line comes out' 0 "$(cat in.good in.bad | wc -l)" 'cat out.good out.bad | wc -l'

jq -r '"\(.id)\t\(.run.ok)\t\(.run.status) \(.run.code) \(.run.error.message // "" | gsub("[\t\n]"; " "))"' out.good >verdicts
while IFS="$(printf '\t')" read -r id good why; do
	[ "$good" = true ]
	report $? "drawn: $id"
	[ "$good" = true ] || echo "# $why"
done <verdicts

# No harm: it ended, by itself or by a limit; what it drew or said holds no
# secret and nothing of the machine; all files are as they were.
jq -r --arg secret "$SECRET" 'def leaks: (.run.svg // "") + .run.stderr
	| test($secret + "|root:x:0|uid=|Linux version|\\.netrc");
	"\(.id)\t\(if (.run.status | IN("exit","signal","time","cpu","memory","output")) and (leaks | not) then "harmless" else "HARM" end)\t\(.run.status) \(.run.code)"' out.bad >verdicts
while IFS="$(printf '\t')" read -r id harm why; do
	[ "$harm" = harmless ]
	report $? "forced: $id: $why"
done <verdicts
# A field of the chart that is called as the prelude's own names are.
jq -c '.code.gnuplot = "print DATA, NROWS\nplot x" | .code.chart += {data: "/etc/passwd", nrows: "<id"} | del(.vet, .table)' base |
	specvet | csvquery | jailrun >named
is 'no field of a chart changes DATA' 0 '/jail/data.tsv 24' 'jq -r .run.stderr named | sed "s/\.tsv/.tsv /; s/  */ /"'
seen >after
is 'no file was touched' 0 '' 'diff before after'
is 'no message but why a drawing failed' 0 '' "grep -v '^jailrun: [a-z0-9-]*: ' messages || :"
done_testing
