# lib.sh: what the benches share.  A bench prints ratios against a peer, both
# measured in turn in one run; it never fails for being slow.
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$ROOT/bin:$PATH
WORK=${VIZ_BENCH:-${TMPDIR:-/tmp}/vizpipe-bench}
mkdir -p "$WORK" || exit 3
export PATH

# need PACKAGE…: installs what is missing, or says so and ends.
need() {
	sh "$ROOT/tests/deps.sh" "$@" || {
		echo "skipped: it needs $*"
		exit 0
	}
}

# once COMMAND: its wall time in seconds.
once() {
	from=$(date +%s%N)
	sh -c "$1" >/dev/null 2>&1 || { echo "bench: failed: $1" >&2; exit 1; }
	echo "$from $(date +%s%N)" | awk '{ printf "%.4f\n", ($2 - $1) / 1e9 }'
}

median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# compare NAME BAR RUNS OURS PEER: medians of RUNS runs in turn, their ratio, the bar.
compare() {
	: >"$WORK/ours"
	: >"$WORK/peer"
	once "$4" >/dev/null && once "$5" >/dev/null || exit 1
	i=0
	while [ $i -lt "$3" ]; do
		once "$4" >>"$WORK/ours" && once "$5" >>"$WORK/peer" || exit 1
		i=$((i + 1))
	done
	row "$1" "$2" "$(median <"$WORK/ours")" "$(median <"$WORK/peer")"
}

row() {
	awk -v n="$1" -v bar="$2" -v a="$3" -v b="$4" 'BEGIN {
		printf "%-44s %9.3f s %9.3f s  ratio %6.3f  bar %5s  %s\n", n, a, b, a / b, bar, a / b <= bar ? "held" : "MISSED" }'
}

head_row() { printf '%-44s %11s %11s\n' "$1" ours "$2"; }
