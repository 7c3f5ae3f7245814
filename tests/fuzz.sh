#!/bin/sh
# fuzz.sh SECONDS TARGET…: each libFuzzer target for that long, from the corpus
# in tests/fuzz/corpus/NAME; what it finds is kept in .build/fuzz/NAME.found.
seconds=$1
shift
status=0
VIZ_SHARE=${VIZ_SHARE:-$PWD/share}
export VIZ_SHARE
# libjq 1.6 leaks tokens of text that is no JSON: leaks are not looked for.  Short
# stacks of allocations and a small quarantine gain a fifth of the time.
ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=0:malloc_context_size=4:quarantine_size_mb=32}
export ASAN_OPTIONS
for t in "$@"; do
	name=$(basename "$t")
	work=.build/fuzz/$name.corpus
	mkdir -p "$work" ".build/fuzz/$name.found"
	[ -d "tests/fuzz/corpus/$name" ] && seeds=tests/fuzz/corpus/$name || seeds=
	echo "fuzz: $name, $seconds s"
	"$t" -detect_leaks=0 -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix=".build/fuzz/$name.found/" "$work" $seeds >".build/fuzz/$name.log" 2>&1 || {
		status=1
		tail -30 ".build/fuzz/$name.log"
	}
	grep -E 'number_of_executed_units' ".build/fuzz/$name.log"
done
exit $status
