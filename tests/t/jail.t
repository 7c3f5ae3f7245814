#!/bin/sh
# jailrun: draws in a jail or not at all, and nothing gets out of it.
. "$(dirname "$0")/../lib.sh"

# chart ID TYPE: a chart line of a typed chart that needs no data file.
chart() {
	jq -nc --arg id "$1" --arg type "$2" '{kind:"chart",id:$id,goal:{ok:true,title:"Chart \($id)",datasets:[]},
	  code:{ok:true,level:"typed",sql:"SELECT column1 AS x, column2 AS y FROM (VALUES (\"a\",1),(\"b\",2))"
	    | gsub("\"";"\u0027"), chart:{type:$type,x:"x",y:"y"},gnuplot:null},level:"typed"}'
}

# forge SCRIPT: a chart with that script and a verdict that it never got.
forge() {
	chart forged custom | jq -c '.code.gnuplot = "plot x"' | specvet | jq -c --arg s "$1" '.vet.script = $s' | csvquery
}

shared_checks jailrun run
like 'help is on stdout, status 0' 0 '^usage: jailrun' 'jailrun --help 2>/dev/null'
like 'a size that is none is status 2' 2 'usage' 'jailrun --size big </dev/null'
like 'a theme that is not there is status 2' 2 'theme' 'jailrun --theme nope </dev/null'
like 'a command needs --' 2 'usage' 'jailrun true'

if ! jailrun -- true 2>why; then
	skip 'all that needs a jail' "$(cat why)"
	done_testing
	exit
fi

# ---- drawing

for i in 1 2 3 4 5; do chart c$i bar; done | specvet | csvquery >in.tables
ok 'typed charts are drawn' 'jailrun <in.tables >drawn && jq -se "all(.run.ok and (.run.svg | endswith(\"</svg>\n\n\")))" drawn'
is 'in their order' 0 'c1 c2 c3 c4 c5' 'jq -sr "map(.id) | join(\" \")" drawn'
stays drawn jailrun
is 'a drawing is the same alone and in company' 0 '' \
	'while read -r line; do echo "$line" | jailrun; done <in.tables | jq -r .run.svg >alone; jq -r .run.svg drawn | diff - alone | head -3'
is 'and with any number of jobs' 0 '' 'jailrun -j 1 <in.tables | jq -r .run.svg | diff - alone | head -3'
# A scatter of many rows sets gnuplot's terminal otherwise than bars do.
csvsum "$DATA/weather.csv" | llmgoals | llmcode | specvet | csvquery >in.mixed
is 'nor does what is drawn before change a drawing' 0 '' \
	'jailrun -j 1 <in.mixed | jq -r "select(.run).run.svg" >company; { grep -v "\"kind\":\"chart\"" in.mixed; grep "\"kind\":\"chart\"" in.mixed | tac; } |
	jailrun -j 1 | jq -sr "map(select(.run).run.svg) | reverse[]" | diff - company | head -3 | cut -c1-200'
is 'the look is an option' 0 'viewBox="0 0 500 300"' \
	'head -1 in.tables | jailrun --size 500x300 | jq -r .run.svg | grep -o "viewBox=\"0 0 500 300\""'

{ head -2 in.tables; forge 'plot nofunc(x)'; tail -2 in.tables; } >mixed
is 'one that fails does not hinder the others' 1 'true true false true true' \
	'jailrun <mixed >out; s=$?; jq -sr "map(.run.ok) | join(\" \")" out; exit $s'
is 'its error names the line of the script' 0 'line 1 of the script: undefined function: nofunc' \
	'jq -r "select(.run.ok == false).run.error.message" out'
is 'trying again would not help' 0 'null' 'jq -c "select(.run.ok == false).run.again" out'
forge 'x = 1' >empty
is 'a script that draws nothing is an error' 1 'run.empty' 'jailrun <empty >out; s=$?; jq -r .run.error.code out; exit $s'
{ forge 'foo = 1; plot x'; forge 'print exists("foo"); plot x'; } >two
is 'a script sees nothing of the one before' 0 '"0\n"' 'jailrun -j 1 <two | jq -c .run.stderr | tail -1'
forge 'x = system("id")' >bad
is 'a script that runs a program is killed' 1 'run.syscall signal 31' \
	'jailrun <bad >out; s=$?; jq -r ".run | \"\(.error.code) \(.status) \(.code)\"" out; exit $s'

# ---- the limits are text in share/

mkdir -p share/policy
sed 's/^limit cpu_s.*/limit cpu_s 1/; s/^limit wall_ms.*/limit wall_ms 700/; s/^limit output.*/limit output 2000/' \
	"$ROOT/share/policy/jail.draw" >share/policy/jail.draw
forge 'while (1) { a = 1 }' >loop
is 'a smaller wall limit holds' 1 'run.time time' \
	"VIZ_SHARE=$TMP/share:$ROOT/share jailrun <loop >out; s=\$?; jq -r '.run | \"\(.error.code) \(.status)\"' out; exit \$s"
is 'a smaller output limit holds' 1 'run.output output' \
	"head -1 in.tables | VIZ_SHARE=$TMP/share:$ROOT/share jailrun >out; s=\$?; jq -r '.run | \"\(.error.code) \(.status)\"' out; exit \$s"
echo 'else shoot' >share/policy/jail.draw
like 'a broken policy is status 2 and names the line' 2 'jail.draw: line 1: not a rule: else' \
	"VIZ_SHARE=$TMP/share:$ROOT/share jailrun </dev/null"

# ---- no jail, no drawing

mkdir -p none
for p in gnuplot-nox sh; do ln -s "$(command -v $p)" none/$p; done
is 'without bubblewrap: status 3, again' 3 'run.no-jail true' \
	"head -1 in.tables | PATH=$TMP/none '$(command -v jailrun)' 2>/dev/null >out; s=\$?; jq -r '.run | \"\(.error.code) \(.again)\"' out; exit \$s"
like 'and by hand: status 3, with what to install' 3 'bwrap. is not installed: install bubblewrap' \
	"PATH=$TMP/none '$(command -v jailrun)' -- echo out"
mkdir -p few
ln -s "$(command -v bwrap)" few/bwrap
like 'without gnuplot: status 3, again' 3 'gnuplot-nox is not installed.*"again":true' \
	"head -1 in.tables | PATH=$TMP/few '$(command -v jailrun)'"
like 'without user namespaces: status 3, with what to enable' 3 'no jail: .*allow user namespaces' \
	"bwrap --unshare-user --disable-userns --dev-bind / / '$(command -v jailrun)' -- echo out"
is 'and nothing was run' 3 '' "bwrap --unshare-user --disable-userns --dev-bind / / '$(command -v jailrun)' -- echo out 2>/dev/null"
is 'what failed so is drawn when there is a jail' 0 'true' "jailrun <out | jq .run.ok"

# ---- by hand

is 'a command is nobody' 0 65534 'jailrun -- id -u'
is 'its status is ours' 7 '' 'jailrun -- sh -c "exit 7"'
is 'a signal is 128 and its number' 143 '' 'jailrun -- sh -c "kill -TERM \$\$"'
is 'it reads our input' 0 'cba' 'echo abc | jailrun -- rev'
is 'it has no environment of ours' 0 'HOME=/nonexistent
LC_ALL=C.UTF-8
PATH=/usr/bin
PWD=/tmp
TZ=UTC' 'SECRET=x jailrun -- env | sort'

# ---- nothing lingers when the stage is killed

family() { # PID: all processes below it
	for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do
		echo "$child"
		family "$child"
	done
}
jailrun <loop >/dev/null 2>&1 &
stage=$!
tries=0
while [ "$(family $stage | wc -l)" -lt 4 ] && [ $tries -lt 500 ]; do
	sleep 0.02
	tries=$((tries + 1))
done
family $stage >family
# The drawing itself, seen from outside, where we may look.
inner=$(for pid in $(cat family); do
	grep -q '^gnuplot' "/proc/$pid/comm" && readlink "/proc/$pid/ns/net" >/dev/null 2>&1 && echo "$pid"; done | tail -1)
if [ -n "$inner" ] && [ -r "/proc/$inner/root/usr" ]; then
	is 'each of its namespaces is its own' 0 '' "for n in user mnt pid net ipc uts cgroup; do
		[ \"\$(readlink /proc/$inner/ns/\$n)\" != \"\$(readlink /proc/self/ns/\$n)\" ] || echo \$n; done"
	is 'no capability, no new rights, every system call looked at' 0 'CapInh:0 CapPrm:0 CapEff:0 CapBnd:0 CapAmb:0 NoNewPrivs:1 Seccomp:2' \
		"awk '/^(Cap|NoNew|Seccomp:)/ { sub(/^0+\$/, \"0\", \$2); print \$1 \$2 }' /proc/$inner/status | xargs"
	is 'its root holds the program, two links, a device, the script and a folder' 0 'dev jail lib lib64 tmp usr' \
		"ls /proc/$inner/root | xargs"
	is 'the device is null' 0 null "ls /proc/$inner/root/dev"
	is 'of programs there is one' 0 gnuplot-nox "ls /proc/$inner/root/usr/bin"
	is 'of libraries none that reads pictures, but PNG' 0 'libpng16.so.16' \
		"ls /proc/$inner/root/usr/lib | grep -E 'png|jpeg|tiff|webp|heif|avif|aom|de265|x265|Xpm' | xargs"
	is 'its network is a loopback that leads to nobody' 0 lo \
		"tail -n +3 /proc/$inner/net/dev | cut -d: -f1 | tr -d ' '; tail -qn +2 /proc/$inner/net/route /proc/$inner/net/tcp /proc/$inner/net/udp"
else
	skip 'the jail seen from outside' 'it is not ours to look into: run the tests as root'
fi
is 'nothing that it has open lies on a disk' 0 '' "for pid in \$(cat family); do ls -l /proc/\$pid/fd 2>/dev/null; done |
	sed -n 's/.* -> //p' | grep -vE '^(pipe:|socket:|anon_inode:|/memfd:|/dev/null|/jail/|$TMP/loop)' | sort -u"
kill -9 $stage
wait $stage 2>/dev/null
tries=0
while for pid in $(cat family); do kill -0 "$pid" 2>/dev/null && break; done && [ $tries -lt 500 ]; do
	sleep 0.02
	tries=$((tries + 1))
done
ok 'a killed stage leaves no process' '[ $(wc -l <family) -ge 4 ] && for pid in $(cat family); do ! kill -0 $pid 2>/dev/null || exit 1; done'

# ---- the self-test, as whoever we are and as an ordinary user

is 'the self-test passes' 0 '' 'jailrun --self-test >out; s=$?; grep "^not ok" out; exit $s'
if [ "$(id -u)" = 0 ] && setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$(command -v jailrun)"; then
	# A program of another path is in no shared cache, and nobody has no home:
	# this also tries the jail whose files are mounted one by one.
	mkdir -p "$TMP/own" && cp "$(command -v gnuplot-nox)" own/ && chmod -R a+rx "$TMP"
	is 'the self-test passes as an ordinary user' 0 '' \
		"setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent PATH=$TMP/own:\$PATH jailrun --self-test >out; s=\$?; grep '^not ok' out; exit \$s"
	mkdir -p cache/vizpipe lean && chown -R 65534:65534 cache
	own() { # VIZ_SHARE: draws with that gnuplot and a cache of its own
		setpriv --reuid=65534 --regid=65534 --clear-groups \
			env XDG_CACHE_HOME="$TMP/cache" PATH="$TMP/own:$PATH" VIZ_SHARE="$1" jailrun <in.tables | jq -r .run.svg
	}
	jq -r .run.svg drawn >drawn.svg
	own "$ROOT/share" >lean.svg
	ls -d cache/vizpipe/jail-gnuplot-nox-*.*/usr/lib64 >folders
	is 'and keeps its folder where a cache can be' 0 '1' 'wc -l <folders'
	own "$ROOT/share" >/dev/null
	is 'which is the one that is used again' 0 '' 'ls -d cache/vizpipe/jail-gnuplot-nox-*.*/usr/lib64 | diff folders -'
	touch own/gnuplot-nox
	own "$ROOT/share" >/dev/null
	is 'and is made anew where the program is new' 0 '1 changed' \
		'ls -d cache/vizpipe/jail-gnuplot-nox-*.*/usr/lib64 >now; echo "$(wc -l <now) $(cmp -s folders now || echo changed)"'
	libraries=$(ls cache/vizpipe/jail-*.*/usr/lib | wc -l)
	rm -rf cache/vizpipe/*
	mkdir -p lean/policy
	sed 's/^trial .*/trial no such command/' "$ROOT/share/policy/jail.draw" >lean/policy/jail.draw
	own "$TMP/lean:$ROOT/share" >whole.svg
	ok 'where the trial fails, with all libraries of gnuplot' '[ $(ls cache/vizpipe/jail-*.*/usr/lib | wc -l) -gt '"$libraries"' ]'
	ok 'and the drawing is the same with all, and with hollow ones' 'cmp drawn.svg lean.svg && cmp drawn.svg whole.svg'
else
	skip 'the self-test passes as an ordinary user' 'we are one already, or one may not run the program here'
fi

done_testing
