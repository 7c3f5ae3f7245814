#!/bin/sh
# The planner: 1,000 questions over one profile, asked in one run; the bar is a
# second, with the profile read and the goals written.  Questions are those of
# all lists, so some mean no column of this table: they cost as much.
. "$(dirname "$0")/lib.sh"

lists=$ROOT/tests/golden/questions
csvsum "$lists/hospital.csv" >"$WORK/profile"
grep -hv '^#' "$lists"/*.txt | sed 's/  =>  .*//' >"$WORK/asked"
set --
while [ $# -lt 2000 ]; do
	while IFS= read -r q && [ $# -lt 2000 ]; do set -- "$@" -q "$q"; done <"$WORK/asked"
done
printf '%s\0' "$@" >"$WORK/questions"
cat >"$WORK/ask" <<'S'
llmgoals "$@" <profile 2>/dev/null
[ $? -le 1 ]
S
ask="cd '$WORK' && xargs -0 -x sh ask <questions"
sh -c "$ask" >"$WORK/goals"
echo "$(grep -c '"kind":"chart"' "$WORK/goals") goals, of $(sort -u "$WORK/asked" | wc -l) different questions"
i=0
: >"$WORK/ours"
while [ $i -lt "${RUNS:-5}" ]; do once "$ask" >>"$WORK/ours" || exit 1; i=$((i + 1)); done
median <"$WORK/ours" | awk '{ printf "%-44s %9.3f s  bar 1.000 s  %s\n", "1,000 questions over one profile", $1, $1 <= 1 ? "held" : "MISSED" }'
