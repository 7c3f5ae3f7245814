#!/bin/sh
# make -j8 over FILES files, interrupted KILLS times at random moments by SIGINT,
# SIGTERM and SIGKILL in turn: no file is half written, and what is made in the end
# is what an undisturbed make makes.  make kill-check does it with 40 and 20.
. "$(dirname "$0")/../lib.sh"
mkdir whole cut
i=0
while [ $i -lt "${FILES:-8}" ]; do
	i=$((i + 1))
	awk -v i=$i 'NR == 1 || NR % (20 + i) == 0' "$DATA/weather.csv" >whole/part$i.csv
done
cat >whole/Makefile <<'A'
include $(shell vizpipe --mk)
LLMGOALS_FLAGS = -n 1
all: $(patsubst %.csv,%.report,$(wildcard *.csv))
A
cp whole/* cut

# Times and clocks apart, the streams of a folder; .flags hold no path.
plain() { find "$1" -path '*/stages/*.ndjson' -exec sed -Ei 's/"(ms|cpu_ms|max_rss)":[0-9.e+-]+/"\1":0/g' {} +; }
now() { date +%s%N | sed 's/......$//'; }

from=$(now)
is 'undisturbed' 0 '' 'make -s -j8 -C whole'
took=$(($(now) - from))
cp -r whole plain && plain plain

# What is there after an interruption and is not what it will be in the end.
cat >half.sh <<'A'
rm -rf now && cp -r cut now
find now -name '*.new' -delete -o -name '*.failed' -delete
find now -path '*/stages/*.ndjson' -exec sed -Ei 's/"(ms|cpu_ms|max_rss)":[0-9.e+-]+/"\1":0/g' {} +
find now -name '.*.[0-9]*' -delete
diff -r plain now | grep -v '^Only in plain'
A
n=0
while [ $n -lt "${KILLS:-3}" ]; do
	case $((n % 3)) in 0) signal=INT ;; 1) signal=TERM ;; 2) signal=KILL ;; esac
	n=$((n + 1))
	ms=$(awk -v at="$(od -An -N4 -tu4 /dev/urandom)" -v n="${KILLS:-3}" -v took=$took 'BEGIN { print int(at / 2 ^ 32 * took * 2 / n) }')
	# In a group of its own, where an interrupt is not ignored.
	perl -e 'setpgrp; $SIG{INT} = "DEFAULT"; exec @ARGV' make -s -j8 -C cut >/dev/null 2>&1 &
	run=$!
	sleep "$(echo "$ms" | awk '{ print $1 / 1000 }')"
	kill -$signal -$run 2>/dev/null
	wait $run
	sleep 0.1
	is "SIG$signal after $ms ms, with $(find cut -name report.html | wc -l) reports: nothing half written" \
		1 '' 'sh half.sh'
done
is 'called again it makes the rest' 0 '' 'make -s -j8 -C cut'
plain cut
is 'and all is as if nothing had happened' 0 '' "diff -r plain cut"
done_testing
