#!/bin/sh
# The samples of tests/data/scripts.  good: passes the vet, draws as written and
# as the vet wrote it anew, and both drawings are the same.  bad: refused, by the
# rule that its first line names.
. "$(dirname "$0")/../lib.sh"
S=$DATA/scripts
LC_ALL=C.UTF-8
export LC_ALL
unset FIT_LOG FIT_SCRIPT GNUTERM
cp "$S/data.tsv" .
cd "$TMP" || exit 3

# What a plot without a title is called is its source text, and the vet spells
# that in its own way: it stands in SVG's <title>, which no picture shows.
shown() { sed 's,<title>[^<]*</title>,,' "$1"; }

draw() { # script svg
	cat "$S/prelude.gp" "$1" | gnuplot -d >"$2" 2>err && [ -s "$2" ]
}

faults() { # sample: what is wrong with a good one, nothing where all is well
	specvet --script <"$1" >one.gp 2>err || { echo refused; cat err; return; }
	specvet --script <one.gp 2>&1 | cmp -s - one.gp || echo 'the canonical script is not its own canonical script'
	draw "$1" a.svg || { echo 'does not draw as written'; cat err; }
	draw one.gp b.svg || { echo 'does not draw as written anew'; cat err; }
	shown a.svg >a
	shown b.svg | cmp -s a - || echo 'the two drawings differ'
}

if command -v gnuplot >/dev/null; then
	for f in "$S"/good/*.gp; do
		faults "$f" >why
		[ ! -s why ]
		report $? "good: $(basename "$f" .gp)"
		[ ! -s why ] || note why
	done
else
	skip 'the good samples' 'no gnuplot'
fi
ok 'at least 80 good samples' "[ \$(ls '$S/good' | wc -l) -ge 80 ]"

# The first line of a bad sample is "# RULE: the trick".
for f in "$S"/bad/*.gp; do
	rule=$(head -1 "$f" | sed -n 's/^# \([a-z0-9.-]*\):.*/\1/p')
	specvet --script <"$f" >one.gp 2>why
	[ $? = 1 ] && [ ! -s one.gp ] && [ -n "$rule" ] && grep -q ": $rule: " why
	bad=$?
	report $bad "bad: $(basename "$f" .gp): ${rule:-no rule named}"
	[ $bad = 0 ] || note why
done
ok 'at least 120 bad samples' "[ \$(ls '$S/bad' | wc -l) -ge 120 ]"
done_testing
