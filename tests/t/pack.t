#!/bin/sh
# Installing: into a folder, run from there read-only by an ordinary user, and
# gone again; versions; every option of every program is told by its --help, by
# its page and by the completions.
. "$(dirname "$0")/../lib.sh"
programs=$(ls "$ROOT"/filters/*.c | sed 's,.*/,,; s,\.c$,,')
commands='vizpipe vizpipe-ask vizpipe-chat vizpipe-diff vizpipe-doctor'

# ---- options: the tables in the sources, the cases of the scripts

options() { # PROGRAM
	if [ -f "$ROOT/filters/$1.c" ]; then
		source=$ROOT/filters/$1.c
		{
			cat "$source"
			! grep -q LLM_LONG_OPTIONS "$source" || sed -n '/define LLM_LONG_OPTIONS/,/^$/p' "$ROOT/lib/llm_options.h"
		} | grep -oE '\{"[a-z-]+", *(no|required)_argument' | sed 's/{"/--/; s/".*//'
		sed -n 's/.*getopt_long(argc, argv, "+\{0,1\}\([^"]*\)".*/\1/p' "$source" | sed 's/:/ /g; s/\([A-Za-z]\)/-\1 /g' | tr ' ' '\n' | grep .
		! grep -q LLM_SHORT_OPTIONS "$source" || printf '%s\n' -h -j -p
	else
		sed -n '/^while \[ \$# -gt 0/,/^done/p' "$ROOT/bin/$1" | sed 's/).*/)/' | grep -oE -- '(^|[[:space:]|])--?[A-Za-z][a-z-]*([ )]|$)' |
			tr -d ' \t|)' | grep -vx -- '-[rgle]*[a-z][a-z]'
		printf '%s\n' -h --help --version
	fi | sort -u
}
for p in $programs $commands; do
	options "$p" >"$p.options"
	"$p" --help >"$p.help"
	page=$(ls "$ROOT/filters/$p.1" "$ROOT/bin/$p.1" 2>/dev/null)
	models=
	! grep -qx -- --model "$p.options" || models=$ROOT/filters/vizmodels.7
	cat "$page" $models | sed 's/Oo Ar id : Oc Ns //' | awk '/^\.(It|Op) / { flag = 0; for (i = 2; i <= NF; i++)
		if ($i == "Fl") flag = 1; else if ($i ~ /^(Ar|Cm|Ns|No|Pq|Li|Xr)$/) flag = 0
		else if (flag && $i ~ /^-?[A-Za-z]/) print "-" $i }' |
		sort -u >"$p.page"
	ok "$p: has options" "[ \$(wc -l <$p.options) -ge 2 ]"
	is "$p: --help tells every option on a line" 0 '' \
		"while read -r o; do grep -qE -- \"^  (-[A-Za-z], )?\$o( |\$)|^  \$o,\" $p.help || echo \"\$o\"; done <$p.options"
	is "$p: its page tells every option" 0 '' "grep -vx -e -h -e --help -e --version $p.options | comm -23 - $p.page"
	is "$p: and no other" 0 '' "comm -13 $p.options $p.page"
done

# ---- completions

cat >complete.bash <<'E'
. "$1/share/package/vizpipe.bash"
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_vizpipe "$1" >/dev/null
printf '%s\n' "${COMPREPLY[@]}"
E
completed() { bash complete.bash "$ROOT" "$@"; }
if command -v bash >/dev/null; then
	for p in $programs $commands; do
		words=$p
		[ "$p" = vizpipe ] || words=$(echo "$p" | sed 's/^vizpipe-/vizpipe /')
		completed $words - | sort -u >completed
		is "bash: $p: every option is completed" 0 '' "comm -23 $p.options completed"
		is "bash: $p: and no other" 0 '' "comm -13 $p.options completed"
	done
	is 'bash: every program is known' 0 '' \
		"for p in $(echo $programs) vizpipe; do grep -qw \"\$p\" '$ROOT/share/package/vizpipe.bash' || echo \"\$p\"; done"
	is 'bash: commands' 0 'chat' "bash complete.bash '$ROOT' vizpipe ch"
	is 'bash: themes are those of share' 0 "$(ls "$ROOT"/share/themes | sed 's/\.gp//')" "bash complete.bash '$ROOT' vizpipe --theme ''"
	is 'bash: providers' 0 'openai' "bash complete.bash '$ROOT' llmcode -p op"
	is 'bash: what --help lists with bars' 0 'dashboard' "bash complete.bash '$ROOT' vizreport --layout d"
	is 'bash: files with blanks' 0 'a b.csv' "touch 'a b.csv'; bash complete.bash '$ROOT' csvsum a"
	is 'bash: nothing where a number is wanted' 0 '' "bash complete.bash '$ROOT' vizpipe -n ''"
	mkdir -p mine/themes && touch mine/themes/ours.gp
	is "bash: the user's own themes" 0 'ours' "VIZ_SHARE=\$PWD/mine bash complete.bash '$ROOT' vizpipe --theme o"
fi
if command -v zsh >/dev/null; then
	ok 'zsh: the file is read' "zsh -n '$ROOT/share/package/vizpipe.zsh'"
	is 'zsh: every program is known' 0 '' "for p in $(echo $programs) vizpipe; do head -1 '$ROOT/share/package/vizpipe.zsh' | grep -qw \"\$p\" || echo \"\$p\"; done"
	# A terminal in which a key is pressed: python's pty.
	mkdir -p zfuncs
	cp "$ROOT/share/package/vizpipe.zsh" zfuncs/_vizpipe
	cat >zsh.py <<'E'
import os, pty, select, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.environ.update(TERM="dumb", ZDOTDIR=os.getcwd(), PS1="% ", COLUMNS="200", LINES="90")
    os.execvp("zsh", ["zsh", "-f"])
def wait(text, seconds=20):
    seen, end = b"", time.time() + seconds
    while time.time() < end and text not in seen:
        if select.select([fd], [], [], 0.2)[0]:
            try: seen += os.read(fd, 65536)
            except OSError: break
    return seen
os.write(fd, b"fpath=($PWD/zfuncs $fpath); autoload -Uz compinit; compinit -u -D; LISTMAX=999; zstyle ':completion:*' list-prompt ''; stty -echo cols 200 rows 90; echo rea''dy\n")
wait(b"ready")
os.write(fd, sys.argv[1].encode() + b"\t\t")
end, seen = time.time() + 15, b""
while time.time() < end:
    if select.select([fd], [], [], 1.5)[0]:
        try: seen += os.read(fd, 65536)
        except OSError: break
    elif seen: break
os.kill(pid, 9)
sys.stdout.write(seen.decode("utf8", "replace").replace("\r", "\n"))
E
	for p in $programs; do
		python3 zsh.py "$p -" >listed 2>&1
		is "zsh: $p: every option is offered" 0 '' "while read -r o; do grep -qE -- \"(^|[[:space:]])\$o([[:space:]]|\$)\" listed || echo \"\$o\"; done <$p.options"
	done
	like 'zsh: commands' 0 'doctor' "python3 zsh.py 'vizpipe do'"
	like 'zsh: themes' 0 'dark.*light' "python3 zsh.py 'vizpipe --theme ' | paste -sd' '"
	like 'zsh: the options of a command' 0 'tolerance' "python3 zsh.py 'vizpipe diff --'"
else
	skip 'zsh' 'it is not installed'
fi

# ---- versions

unset MAKEFLAGS MFLAGS MAKELEVEL
version=$(csvsum --version | sed 's/.* //')
is 'every program tells the same version' 0 '' \
	"for p in $(echo $programs $commands); do v=\$(\$p --version); [ \"\$v\" = \"\$p $version\" ] || echo \"\$p: \$v\"; done"
if [ -e "$ROOT/.git" ] && command -v git >/dev/null; then
	hash=$(git -C "$ROOT" rev-parse --short HEAD)
	like 'it is the commit, in a clone' 0 "^[0-9][0-9.]*\\+.*g?$hash|^[0-9][0-9.]*" "sh '$ROOT/share/package/version.sh'"
	mkdir archive copy
	git -C "$ROOT" archive HEAD | tar x -C archive
	like 'and in a tarball, which has no git' 0 "^0\\.[0-9]{8}\\.[0-9]{4}\\+g$hash\$" 'sh archive/share/package/version.sh'
	like 'and who made it' 0 '^.+ <.+>$' 'sh archive/share/package/version.sh who'
fi
mkdir -p plain/share/package
cp "$ROOT/share/package/version.sh" "$ROOT/share/package/archived" plain/share/package
is 'a tree with nothing says so' 0 0.unknown 'sh plain/share/package/version.sh'
is 'a file VERSION is believed' 0 7.5 'echo 7.5 >plain/VERSION; sh plain/share/package/version.sh'

# ---- make install, from the build tree as it is

if [ "$VIZ_BIN" != "$ROOT/bin" ]; then
	skip 'make install' 'these are not the programs that are installed'
	done_testing
	exit
fi
chmod 755 .
ok 'make install fills a folder' "make -s -C '$ROOT' install DESTDIR=$TMP/d PREFIX=/opt/viz >made 2>&1 || { cat made; false; }"
is 'and nothing outside PREFIX' 0 opt 'ls d; ls d/opt | grep -vx viz || :'
is 'every file of share/, every page, the completions' 0 '' \
	"cd d/opt/viz/share && (cd '$ROOT/share' && find . -path ./package -prune -o -type f -print) | while read -r f; do cmp \"\$f\" vizpipe/\"\$f\" 2>/dev/null || cmp '$ROOT/share'/\"\$f\" vizpipe/\"\$f\"; done
	 for p in $(echo $programs $commands); do [ -s man/man1/\$p.1 ] || echo \"no page: \$p\"; done
	 for f in bash-completion/completions/vizpipe bash-completion/completions/csvsum zsh/site-functions/_vizpipe man/man7/vizpipe.7 doc/vizpipe/PIPELINE.md; do [ -s \$f ] || echo \$f; done"
ok 'a relative DESTDIR is the same' "cd '$ROOT' && make -s install DESTDIR=.build/staged PREFIX=/opt/viz >/dev/null && diff -r .build/staged $TMP/d && rm -rf .build/staged"
# An ordinary user, who cannot write there.
chmod -R a+rX,a-w d
mkdir room
cp "$DATA/weather.csv" room
as=
if [ "$(id -u)" = 0 ]; then
	as='setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all'
	chown -R 65534:65534 room
fi
find d -exec ls -ld --time-style=full-iso {} + >before
is 'an ordinary user runs it, read-only' 0 '5 charts: weather.report/report.html' \
	"cd room && unset VIZ_BIN VIZ_SHARE && HOME=$TMP/room PATH=$TMP/d/opt/viz/bin:/usr/bin:/bin $as vizpipe weather.csv"
is 'and asks, and diffs' 0 '' \
	"cd room && unset VIZ_BIN VIZ_SHARE && export HOME=$TMP/room PATH=$TMP/d/opt/viz/bin:/usr/bin:/bin && $as vizpipe ask weather.csv 'average wind by weather' >asked && $as vizpipe diff weather.report weather.report"
is 'share/ is the installed one' 0 "$TMP/d/opt/viz/share/vizpipe/vizpipe.mk" "env -u VIZ_BIN PATH=$TMP/d/opt/viz/bin:/usr/bin:/bin vizpipe --mk"
is 'nothing there has changed' 0 '' 'find d -exec ls -ld --time-style=full-iso {} + | diff before -'
chmod -R u+w d
ok 'make uninstall' "make -s -C '$ROOT' uninstall DESTDIR=$TMP/d PREFIX=/opt/viz >made 2>&1 || { cat made; false; }"
is 'leaves nothing' 0 '' 'find d ! -type d; find d -iname "*viz?*"'
done_testing
