#!/bin/sh
# vizpipe doctor: with something missing it says what, and what mends it.
. "$(dirname "$0")/../lib.sh"
export XDG_CACHE_HOME=$TMP/cache

# A folder of links to all programs, from which some can be taken.
mkdir less taken quick
for d in $(echo "$PATH" | tr : ' '); do ln -s "$d"/* less/ 2>/dev/null; done
without() { # PROGRAM…: a PATH without them
	for p in taken/*; do [ ! -L "$p" ] || mv -f "$p" less/; done
	for p in "$@"; do [ ! -L "less/$p" ] || mv "less/$p" taken/; done
}
# Whether the jail holds is tried for the two checks that ask it.
cat >quick/jailrun <<E
#!/bin/sh
[ "\$1" = --self-test ] || exec '$(command -v jailrun)' "\$@"
E
chmod +x quick/jailrun
doctor="env VIZ_BIN=$TMP/quick PATH=$TMP/less '$ROOT/bin/vizpipe' doctor"

like 'where all is there, it says so' 0 '^all is well$' 'vizpipe doctor'
is 'with each program of ours and its version' 0 '' \
	"vizpipe doctor >said; for f in '$ROOT'/filters/*.c; do p=\$(basename \$f .c); grep -q \"^ok   \$(\$p --version)\$\" said || echo \$p; done"
is 'and each library' 0 'crypto csv curl jq rsvg-2 seccomp sqlite3 xml2 xxhash z' \
	"sed -n 's/^ok   libraries: //p' said | tr ' ' '\n' | sed -n 's/^lib\(.*\)\.so\.[0-9].*/\1/p' | sort -u | paste -sd ' '"
is 'nothing is bad without a remedy' 0 '' "grep -A1 '^BAD' said | grep -v '^BAD\|mend it: \|^--' || :"

bad() { # NAME WHAT REMEDY
	like "$1: it is bad, status 3" 3 "^BAD  .*$2" "$doctor >said; s=\$?; cat said; exit \$s"
	like "$1: and the remedy is told" 0 "mend it: .*$3" 'cat said'
}
without gnuplot gnuplot-nox gnuplot-qt gnuplot-x11
bad 'no gnuplot' 'gnuplot is not installed' 'apt-get install gnuplot-nox'
without bwrap
bad 'no bubblewrap' 'bwrap is not installed' 'apt-get install bubblewrap'
is 'the jail is told of once' 0 1 "grep -c '^BAD  jail' said"
without jq
bad 'no jq' 'jq is not installed' 'apt-get install jq'
without fc-match
bad 'no fontconfig' 'fontconfig is not installed' 'apt-get install fontconfig fonts-dejavu-core'
without make
bad 'no make' 'make is not installed' 'apt-get install make'
without gnuplot
printf '#!/bin/sh\necho gnuplot 4.6 patchlevel 2\n' >less/gnuplot && chmod +x less/gnuplot
bad 'an old gnuplot' 'gnuplot 4.6 patchlevel 2: older than' 'apt-get install gnuplot-nox'

without nothing
doctor="env VIZ_BIN='$TMP/quick:$VIZ_BIN' vizpipe doctor"
echo '<fontconfig><dir>/nonexistent</dir></fontconfig>' >no-fonts
FONTCONFIG_FILE=$TMP/no-fonts
export FONTCONFIG_FILE
bad 'no fonts' 'fonts: there is none' 'apt-get install fonts-dejavu-core'
unset FONTCONFIG_FILE
: >file
like 'a cache that cannot be written is no fault, but told' 0 "note cache: $TMP/file/vizpipe cannot be written" "XDG_CACHE_HOME=$TMP/file $doctor"
TMPDIR=$TMP/none
export TMPDIR
bad 'no folder for temporary files' "temporary files: $TMP/none" 'export TMPDIR='
unset TMPDIR
if unshare -Ur true 2>/dev/null; then
	like 'no user namespaces' 3 'the kernel gives no user namespace' \
		"unshare -Ur sh -c 'echo 0 >/proc/sys/user/max_user_namespaces; exec vizpipe doctor'"
else
	skip 'no user namespaces' 'there are none here at all'
fi

# Our own programs.
mkdir broken
printf '#!/bin/sh\necho "csvsum: libcsv.so.3: cannot open shared object file" >&2; exit 127\n' >broken/csvsum
printf '#!/bin/sh\necho "tocsv 0.1"\n' >broken/tocsv
chmod +x broken/*
doctor="env VIZ_BIN=$TMP/broken:$TMP/quick vizpipe doctor"
bad 'a program that does not start' 'csvsum does not start: csvsum: libcsv.so.3: cannot open' 'make all|reinstall'
bad 'programs of two versions' 'several versions' 'type -a'
mkdir -p half/bin half/share
cp "$ROOT"/bin/vizpipe* half/bin
cp "$ROOT/share/vizpipe.mk" half/share
doctor="env VIZ_BIN='$TMP/quick:$VIZ_BIN' half/bin/vizpipe doctor"
bad 'files of share/ that are gone' 'share: .*half/share: not complete' 'make install'

# Providers: a key, and whether they answer.
doctor="env VIZ_BIN='$TMP/quick:$VIZ_BIN' vizpipe doctor"
like 'a provider without a key' 0 'note openai: no key' "env -u OPENAI_API_KEY $doctor >said; cat said"
like 'the variable is named' 0 'set OPENAI_API_KEY' 'cat said'
like 'one that cannot be reached' 0 'note openai: no: nobody answers there' "OPENAI_API_KEY=k OPENAI_BASE_URL=http://127.0.0.1:1/v1 $doctor"
if command -v perl >/dev/null; then
	mkdir mock
	"$ROOT/tests/mockmodel" mock &
	mock=$!
	trap 'kill $mock 2>/dev/null; rm -rf "$TMP"' EXIT
	while [ ! -s mock/port ]; do sleep 0.05; done
	like 'one that answers' 0 'ok   openai: .*: it answers' \
		"OPENAI_API_KEY=k-123456 OPENAI_BASE_URL=http://127.0.0.1:$(cat mock/port)/v1 $doctor >said; cat said"
	ok 'and its key is not shown' '! grep k-123456 said'
fi
done_testing
