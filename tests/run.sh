#!/bin/sh
# run.sh TEST…: the unit tests, then the pipeline tests with prove.  VIZ_BIN
# and VIZ_UNITS name the folders of the programs and of the unit tests.
cd "$(dirname "$0")/.." || exit 2
VIZ_BIN=${VIZ_BIN:-$PWD/bin}
VIZ_UNITS=${VIZ_UNITS:-$PWD/.build/release/unit}
export VIZ_BIN LC_ALL=C.UTF-8 TZ=UTC
unset VIZ_EVENTS VIZ_RUN_ID VIZ_THEME
status=0 failed=
for u in tests/unit/*.c; do
	VIZ_SHARE="$PWD/share" "$VIZ_UNITS/$(basename "$u" .c)" || { status=1 && failed="$failed $u"; }
done
# make asan: the programs give up ptrace, by which leaks are looked for at exit.
export ASAN_OPTIONS=detect_leaks=0
[ $# -gt 0 ] || set -- tests/t/*.t
prove -j "${JOBS:-$(nproc)}" -e /bin/sh "$@" || status=1
[ -z "$failed" ] || echo "unit tests failed, see above:$failed"
exit $status
