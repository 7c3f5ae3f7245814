# lib.sh: what the .t files share.  TAP on stdout; each check reads as usage.
#
#   is   NAME STATUS OUTPUT COMMAND   runs COMMAND (sh text); its stdout must be
#                                     OUTPUT and its status STATUS
#   like NAME STATUS REGEX COMMAND    the same with an extended regular expression
#                                     that stdout and stderr together must match
#   ok   NAME COMMAND                 COMMAND must succeed
#   skip NAME WHY                     said aloud
#   done_testing                      last
#
# What a failed check saw goes to stderr: prove shows it, and no more of stdout
# than its summary.
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
VIZ_BIN=${VIZ_BIN:-$ROOT/bin}
PATH=$VIZ_BIN:$ROOT/bin:$PATH
DATA=$ROOT/tests/data
export PATH ROOT DATA VIZ_BIN
TMP=$(mktemp -d "${TMPDIR:-/tmp}/viz.XXXXXX") || exit 3
trap 'rm -rf "$TMP"' EXIT
trap 'exit 130' INT TERM
cd "$TMP" || exit 3
checks=0

report() { # good? name
	checks=$((checks + 1))
	if [ "$1" = 0 ]; then echo "ok $checks - $2"; else echo "not ok $checks - $2"; fi
}

note() { sed 's/^/# /' "$@"; }

is() {
	printf '%s' "$3" >want
	sh -c "$4" >got.raw 2>err
	status=$?
	# "$()" drops trailing newlines on both sides.
	printf '%s' "$(cat got.raw)" >got
	if [ $status = "$2" ] && cmp -s want got; then
		report 0 "$1"
	else
		report 1 "$1"
		{
			echo "# $1: $4"
			echo "# status $status, wanted $2"
			diff want got | head -20 | note
			head -5 err | note
		} >&2
	fi
}

like() {
	sh -c "$4" >got 2>&1
	status=$?
	if [ $status = "$2" ] && grep -Eq -- "$3" got; then
		report 0 "$1"
	else
		report 1 "$1"
		{
			echo "# $1: $4"
			echo "# status $status, wanted $2; no match for: $3"
			{ head -c 2000 got && echo; } | note
		} >&2
	fi
}

ok() {
	if sh -c "$2" >got 2>&1; then
		report 0 "$1"
	else
		report 1 "$1"
		{
			echo "# $1: $2"
			head -c 2000 got | note
		} >&2
	fi
}

skip() {
	checks=$((checks + 1))
	echo "ok $checks - $1 # SKIP $2"
}

done_testing() { echo "1..$checks"; }

# a_locale NAME: makes a locale, once for all tests, and programs find it.  Fails
# where Debian's package locales is not installed: C would stand in, unsaid.
a_locale() {
	LOCPATH=$ROOT/.build/locale
	export LOCPATH
	[ -d "$LOCPATH/$1" ] || {
		mkdir -p "$LOCPATH"
		localedef -i "${1%.*}" -f UTF-8 "$TMP/$1" >/dev/null 2>&1
		mv -T "$TMP/$1" "$LOCPATH/$1" 2>/dev/null
	}
	LC_ALL=$1 locale charmap 2>/dev/null | grep -q UTF-8
}

# ---- the checks that every filter passes (house.md, "Tests")

# shared_checks FILTER KEY [ARGS]: FILTER must pass what it does not know.
shared_checks() {
	odd='{"kind":"odd","id":"x", "n": 1.10,"big":12345678901234567890, "dup":1,"dup":2, "s":"\u00e9"}'
	printf '%s\n\n{"kind":"chart","id":"c"}\n' "$odd" >in.ndjson
	is "$1: lines it does not know leave byte for byte" 0 "$(cat in.ndjson)" "$1 $3 <in.ndjson"
	printf '{"kind":"odd","id":"a"}\n{"kind":"chart", nonsense\n{"kind":"odd","id":"b"}\n' >bad.ndjson
	like "$1: a bad line becomes an error line, status 1" 1 '"kind":"error".*line 2' "$1 $3 <bad.ndjson"
	is "$1: and the others pass" 1 3 "$1 $3 <bad.ndjson | grep -c '^{\"kind\"'; $1 $3 <bad.ndjson >/dev/null"
	like "$1: /dev/full is status 3" 3 'writing stdout' "$1 $3 <in.ndjson >/dev/full"
	like "$1: an unknown option is status 2" 2 'usage' "$1 --no-such-option </dev/null"
	is "$1: a closed pipe is quiet" 0 '' "{ yes '$odd' | head -5000 | $1 $3 | head -1 >/dev/null; } 2>&1"
}

# stays STREAM FILTER…: running it again changes no byte.
stays() {
	stream=$1
	shift
	ok "$1: a second run changes no byte" "$* <$stream >again.ndjson; cmp $stream again.ndjson"
}
