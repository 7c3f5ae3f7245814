#!/bin/sh
# Asking in a terminal: what a person sees at 80 and 120 columns, in UTF-8 and in
# the C locale, with and without colour, and how a conversation goes on.
. "$(dirname "$0")/../lib.sh"
cp "$DATA/weather.csv" .

# tty COLUMNS COMMAND <keys: COMMAND in a terminal so wide; stdin is typed, a line
# each time that "> " asks for one (\003: Ctrl-C once it is there; the end: Ctrl-D).
cat >terminal.py <<'A'
import os, pty, re, select, signal, struct, sys, fcntl, termios, time
keys = sys.stdin.read().splitlines()
pid, fd = pty.fork()
if pid == 0:
    os.environ.pop("COLUMNS", None)
    os.execvp("sh", ["sh", "-c", sys.argv[2]])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 50, int(sys.argv[1]), 0, 0))
said, start, alive = b"", 0, True

def hear(until, seconds):
    """What is said until the pattern is there, or nothing more comes: is it there?"""
    global said, alive
    while alive and not re.search(until, said[start:]):
        if not select.select([fd], [], [], seconds)[0]:
            return False
        try:
            piece = os.read(fd, 65536)
        except OSError:
            piece = b""
        said += piece
        alive = piece != b""
    return alive

def type_until(keys, answer, again=b""):
    """Readline drops what comes while it sets the terminal up: type until it is there."""
    for attempt in range(20):
        os.write(fd, (again if attempt else b"") + keys)
        if hear(answer, 5) or not alive:
            return

prompt = rb"(^|[\n\r])(\x1b\[\?2004h)?> ?\r?$" if "chat" in sys.argv[2] else rb"$never"
while hear(prompt, 60):
    start = len(said)
    if not keys:
        type_until(b"\x04", rb"$never")
        break
    key = keys.pop(0).encode()
    line = b"half a line" if key == b"^C" else key
    type_until(line, re.escape(line), b"\x15")
    type_until(b"\x03" if key == b"^C" else b"\n", rb"\n")
if alive:
    os.kill(pid, signal.SIGKILL)
text = re.sub(r"\x1b\[\?2004[hl]", "", said.decode(errors="replace").replace("\r", ""))
sys.stdout.write(text)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
A
tty() { python3 terminal.py "$@"; }
widest() { python3 -c 'import re, sys; print(max(len(re.sub("\x1b\\[[0-9;]*m", "", l.rstrip("\n"))) for l in open(sys.argv[1])))' "$1"; }

export LC_ALL=C.UTF-8 TERM=xterm-256color
unset NO_COLOR
for columns in 80 120; do
	tty $columns "vizpipe ask weather.csv 'average wind by month and location'" </dev/null >said.$columns
	is "$columns columns: filled and kept" 0 $((columns - 1)) "echo $(widest said.$columns)"
done
like 'the answer is a sentence' 0 '^New York is highest at the end, ' 'cat said.80'
like 'and a chart in colour' 0 "$(printf '\033')\\[" 'cat said.80'
like 'and an aligned table' 0 '^Jan 2012 +New York +[0-9.]+' 'cat said.80'
like 'and the path of the picture' 0 '^weather.answer/chart_1.svg' 'cat said.80'
ok 'which is there' '[ -s weather.answer/chart_1.svg ]'
NO_COLOR=1 tty 80 "vizpipe ask weather.csv 'average wind by weather'" </dev/null >said.plain
is 'NO_COLOR: none' 0 0 "grep -c '$(printf '\033')\\[' said.plain || :"
LC_ALL=C NO_COLOR=1 tty 80 "vizpipe ask weather.csv 'average wind by weather' | cat; vizpipe ask weather.csv 'average wind by weather'" </dev/null >said.c
is 'through a pipe blocks; on a terminal of the C locale marks of ASCII' 0 '5 5' \
	"echo \$(grep -c '█' said.c) \$(grep -c '[|][*][*]' said.c)"

mkdir away && cp weather.csv away/w.csv && chmod a-w away
is 'of data elsewhere: it goes to the folder where one is' 0 'w.answer/chart_1.svg' "vizpipe ask away/w.csv 'average wind by weather' | tail -n 1; [ ! -e away/w.answer ]"
chmod u+w away
is 'one number is told, and nothing drawn' 0 'The average wind is 3.24. Average wind, Seattle, 2012–2015 average_wind 3.24' \
	"echo \$(vizpipe ask weather.csv 'what is the average wind in Seattle?')"
like 'what the answer leaves out is said, too' 0 '^Not understood, and left out: "gloomy"$' "vizpipe ask weather.csv 'gloomy days by weather'"
like 'what cannot be answered is said' 1 'no column is meant.*: name a column' "vizpipe ask weather.csv 'qqq zzz'"
is 'once' 0 1 "vizpipe ask weather.csv 'qqq zzz' 2>&1 | wc -l"
like 'a folder that cannot be written, too, status 3' 3 'name another with -o' "vizpipe ask -o /dev/null/x weather.csv 'average wind by weather'"

# Where the terminal says that it can, the picture itself, through chafa: one that
# says what it is asked for, then the real one.
mkdir fake none
printf '#!/bin/sh\necho "chafa $*"\n' >fake/chafa && chmod +x fake/chafa
for d in $(echo "$PATH" | tr : ' '); do ln -s "$d"/* none/ 2>/dev/null; done
rm -f none/chafa
in_terminal() { # TERM PATH ENVIRONMENT…
	set -- "$1" "$2" "${3:-A=}"
	env "$3" PATH="$2" TERM="$1" NO_COLOR=1 python3 terminal.py 80 "vizpipe ask weather.csv 'average wind by weather'" </dev/null
}
unset TERM_PROGRAM KITTY_WINDOW_ID
for t in xterm-kitty:A=:kitty xterm:KITTY_WINDOW_ID=1:kitty foot:A=:sixels xterm:TERM_PROGRAM=WezTerm:sixels; do
	said=${t%:*} format=${t##*:}
	in_terminal "${said%%:*}" "$TMP/fake:$PATH" "${said#*:}" >said.asked
	is "$said: chafa is asked for $format, and no chart is drawn with characters" 0 "chafa --format $format weather.answer/chart_1.png 0" \
		'echo $(grep "^chafa" said.asked) $(grep -c █ said.asked)'
done
in_terminal xterm-kitty "$TMP/none" >said.none
is 'without chafa: characters' 0 5 'grep -c █ said.none'
in_terminal xterm "$TMP/fake:$PATH" >said.xterm
is 'so in a terminal that says nothing' 0 5 'grep -c █ said.xterm'
is 'and through a pipe' 0 5 "TERM=xterm-kitty PATH=$TMP/fake:\$PATH vizpipe ask weather.csv 'average wind by weather' | grep -c █"
cat >pixels.py <<'A'
import base64, re, sys
said = sys.stdin.read()
kitty = re.search(r"\x1b_Ga=T,f=32,s=(\d+),v=(\d+)", said)
sixel = re.search(r'\x1bP[0-9;]*q"1;1;(\d+);(\d+)(.*?)\x1b\\', said, re.S)
wide, high = map(int, (kitty or sixel).groups()[:2])
if kitty:
    sent = b"".join(base64.b64decode(p) for p in re.findall(r"\x1b_Gm=1;([^\x1b]*)", said))
    whole, colours = len(sent) == 4 * wide * high, len(set(sent))
else:
    rows, colours = sixel.group(3).count("-"), len(set(re.findall(r"#(\d+);2", sixel.group(3))))
    whole = rows == (high + 5) // 6
print("wide" if wide > 300 else wide, "whole" if whole else "cut", "drawn" if colours > 2 else "empty")
A
for t in kitty sixel; do
	command -v chafa >/dev/null || { skip "$t: the pixels, decoded" 'chafa is not installed' && continue; }
	in_terminal xterm-$t "$PATH" >said.$t
	is "$t: the pixels, decoded, are a whole picture" 0 'wide whole drawn' "python3 pixels.py <said.$t"
done

cat >keys <<'A'
/sql
average wind by weather
/sql
/edit top 2
^C
/save
/save kept
/open
/no
/help
now by month
how old is the pope
A
tty 80 'NO_COLOR=1 vizpipe chat weather.csv' <keys >said.chat
is 'Ctrl-D ends a conversation, with status 0' 0 '' "NO_COLOR=1 python3 terminal.py 80 'vizpipe chat weather.csv' </dev/null >/dev/null"
like 'a question' 0 'answer_1/chart_1.svg' 'cat said.chat'
like 'nothing asked yet: said' 0 'no question has been asked' 'cat said.chat'
like 'its SELECT' 0 '^SELECT weather, ' 'cat said.chat'
like 'an edit of the chart' 0 'answer_2/chart_1.svg' 'cat said.chat'
is 'Ctrl-C empties the line and ends nothing' 0 0 "grep -c 'half a line.*save' said.chat || :"
like 'a command that lacks its word' 0 '^/save: what\?' 'cat said.chat'
like 'the charts kept' 0 '^kept: kept' 'cat said.chat'
like 'where the picture is' 0 '^weather.chat/answer_2/chart_1.svg' 'cat said.chat'
like 'no such command' 0 'no such command: /help' 'cat said.chat'
like 'help' 0 '^/edit TEXT' 'cat said.chat'
like 'a question that goes on from the last' 0 'answer_3/chart_1.svg' 'cat said.chat'
like 'a question of what is not in the data: said, not answered with the last chart' 0 'no column is meant' 'cat said.chat'
is 'the session is a line a chart' 0 '3' 'jq -s length weather.chat/session.ndjson'
# A llmgoals that says how much history it is given.
mkdir spy
printf '#!/bin/sh\nfor a; do [ "$last" != --history ] || wc -l <"$a" >used; last=$a; done\nexec %s "$@"\n' "$(command -v llmgoals)" >spy/llmgoals
chmod +x spy/llmgoals
is 'ten are kept' 0 10 "i=0; while [ \$i -lt 9 ]; do i=\$((i + 1)); jq -c \".id = \\\"x\$i\\\"\" weather.chat/session.ndjson; done >long.ndjson
	echo 'average wind by weather' | VIZ_BIN=$TMP/spy:$VIZ_BIN vizpipe chat -s long.ndjson weather.csv >/dev/null; wc -l <long.ndjson"
is 'of which a question sees the last three' 0 3 'cat used'
is 'it replays to the same pictures' 0 '' "cp weather.chat/session.ndjson s.ndjson
	vizpipe chat --replay -s s.ndjson -o replayed weather.csv >/dev/null
	for n in 1 2 3; do cmp weather.chat/answer_\$n/chart_1.svg replayed/answer_\$n/chart_1.svg; done"
done_testing
