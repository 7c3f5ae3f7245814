#!/bin/sh
# A Makefile of one's own that includes vizpipe.mk: a report is a target, what
# changed remakes what hangs on it, and every stage can be another, wherever the
# Makefile says so.
. "$(dirname "$0")/../lib.sh"
awk 'NR % 9 == 1' "$DATA/weather.csv" >a.csv
cp a.csv b.csv
mkdir deep && cp a.csv deep/c.csv
printf 'weather,kind\nrain,wet\nsun,dry\nsnow,wet\nfog,wet\ndrizzle,wet\n' >kinds.csv
printf '#!/bin/sh\nexec llmcode "$@"\n' >mycode.sh
printf '#!/bin/sh\necho "$1" >>ran.by\nexec "$@"\n' >runner.sh
# Dies when the page is written, and make with it, where a file "die" is there.
cat >myreport.sh <<'A'
#!/bin/sh
vizreport "$@" && [ -e die ] || exit
rm die
kill -KILL $(awk '{ print $4 }' /proc/$PPID/stat) $PPID
A
chmod +x mycode.sh runner.sh myreport.sh
cat >Makefile <<'A'
LLMGOALS_FLAGS = -n 1
include $(shell vizpipe --mk)
all: a.report b.report
a.report: CSVSUM_FLAGS = kinds.csv
a.report: VIZREPORT = ./myreport.sh
deep/c.report: CSVSUM_FLAGS = kinds.csv
b.report: LLMCODE = ./mycode.sh
b.report: JAILRUN_FLAGS = --theme dark
A
VIZ_EVENTS=$TMP/events
export VIZ_EVENTS

cat >ran.sh <<'A'
# ran.sh ARGUMENT…: make, then which stages ran, and for how many reports.
rm -f events
make -s "$@" || exit
[ ! -f events ] || jq -r 'select(.event == "end").stage' events | sort | uniq -c | awk '{ printf "%s%s*%d", sep, $2, $1; sep = " " }'
A
# The stages from one on, as ran.sh tells them.
all_of() { echo "csvquery*$1 jailrun*$1 llmcode*$1 llmgoals*$1 llmtell*$1 plotrender*$1 specvet*$1 vizreport*$1"; }
drawn_of() { echo "jailrun*$1 llmtell*$1 plotrender*$1 vizreport*$1"; }

is 'two reports, of two files and of one' 0 "$(all_of 2)" 'sh ran.sh -j2'
is 'each is there' 0 'a.report/report.html b.report/report.html' 'echo *.report/report.html'
ok 'one with a theme of its own' '! cmp -s a.report/chart_1.svg b.report/chart_1.svg'
is 'again: nothing' 0 '' 'sh ran.sh -j2'
is 'the file that was joined changes: its report alone' 0 "$(all_of 1)" 'sed -i s/fog,wet/fog,dry/ kinds.csv; sh ran.sh'
is 'so of a report in a folder below' 0 "$(all_of 1)" 'make -s deep/c.report; sed -i s/sun,dry/sun,bright/ kinds.csv; sh ran.sh deep/c.report; make -s'
is "a stage of one's own changes: what hangs on it" 0 "$(all_of 1 | sed 's/llmgoals[^ ]* //')" 'echo "# more" >>mycode.sh; sh ran.sh'
is 'an older file in its place is a change, too' 0 "$(all_of 1 | sed 's/llmgoals[^ ]* //')" \
	'sed -i "\$d" mycode.sh; touch -d 2020-01-01 mycode.sh; sh ran.sh'
is 'other options of a stage: what hangs on them' 0 'plotrender*1 vizreport*1' 'sh ran.sh b.report PLOTRENDER_FLAGS="-f svg,png2x"'
is 'killed with the page there, before anybody said so: nothing is missing' 0 137 \
	'touch die; rm a.report/report.html; make -s a.report 2>/dev/null; echo $?; sh ran.sh a.report'
is '-B: all' 0 "$(all_of 2)" 'sh ran.sh -B -j2'

# The first stage that runs where a file of share/ is new.
cat >first.sh <<'A'
share=$(dirname "$(vizpipe --mk)")
for file; do
	[ -e "$share/$file" ] && rm -f events && make -s -W "$share/$file" b.report &&
		echo "$file: $([ ! -e events ] || jq -r 'select(.event == "end").stage' events | head -n 1)"
done
A
is 'a rule, a prompt, a template, a policy, a page: what hangs on it, and no more' 0 'planner/words: llmgoals
prompts/code.jq: llmcode
charts/bar.gp: specvet
themes/light.gp: jailrun
tell/en: llmtell
report/page.css: vizreport
package/vizpipe.bash: ' 'sh first.sh planner/words prompts/code.jq charts/bar.gp themes/light.gp tell/en report/page.css package/vizpipe.bash'

# A folder of the user's own, whose files hide those of share/, however old they are.
mkdir -p mine/themes
sed 's/^INK.*/INK = "#102030"/' "$ROOT/share/themes/light.gp" >mine/themes/light.gp
touch -d 2020-01-01 mine/themes/light.gp
is 'a theme that hides ours: drawn anew' 0 "$(drawn_of 1)" 'VIZ_SHARE=mine sh ran.sh a.report'
ok 'with it' 'grep -q "#102030" a.report/chart_1.svg'
is 'gone again: drawn anew' 0 "$(drawn_of 1)" 'sh ran.sh a.report'
ok 'with ours' '! grep -q "#102030" a.report/chart_1.svg'

is 'VIZ_RUN stands before every stage' 0 './mycode.sh csvquery csvsum jailrun llmgoals llmtell plotrender specvet vizreport' \
	'make -s -B b.report VIZ_RUN=./runner.sh && sort -u ran.by | paste -sd" "'

cat >variables.sh <<'A'
rm -f ran.by
for stage in csvsum llmgoals llmcode specvet csvquery jailrun llmtell plotrender vizreport; do
	export "$(echo $stage | tr a-z A-Z)=./runner.sh $stage"
done
LLMGOALS="$LLMGOALS -n 1"
"$@" >/dev/null && sort -u ran.by | paste -sd' '
A
all_nine='csvquery csvsum jailrun llmcode llmgoals llmtell plotrender specvet vizreport'
is 'a variable of its name stands for every stage' 0 "$all_nine" 'sh variables.sh vizpipe b.csv -o varied'
is 'so in a Makefile' 0 "$all_nine" "printf 'include \$(shell vizpipe --mk)\n' >plain.mk; sh variables.sh make -sf plain.mk -B b.report"

mv kinds.csv away
like 'a file that is gone is told' 0 '^csvsum: kinds.csv: No such file' 'make -s'
like 'by each run' 0 '^csvsum: kinds.csv: No such file' 'make -s'
is 'and is read when it is back' 0 2 "mv away kinds.csv; make -s && grep -c '\"kind\":\"dataset\"' a.report/stages/01-csvsum.ndjson"

printf '#!/bin/sh\nexit 9\n' >mycode.sh
like 'a stage that dies ends its report, and make says so' 2 'b.report/stages/03-llmcode.ndjson\] Error 9' 'make -s -k 2>&1'
is 'no half of a stream is left' 0 '' 'find . -name "*.new"'
done_testing
