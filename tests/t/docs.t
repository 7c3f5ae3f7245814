#!/bin/sh
# Every example in README.md, PIPELINE.md and the manual pages runs, and prints
# what the page says.  See tests/examples.awk for how they are read.
. "$(dirname "$0")/../lib.sh"

# matches WANT GOT: line by line; "…" is any text, a line of "…" any lines.
cat >"$TMP/match.awk" <<'A'
function pattern(line) { gsub(/[][\\.^$*+?(){}|]/, "\\\\&", line); gsub(/…/, ".*", line); return "^" line "$" }
NR == FNR { want[++w] = $0; next }
{ sub(/\r$/, ""); got[++g] = $0 }   # CSV ends lines as RFC 4180 says
function fits(i, j) {
	while (i <= w) {
		if (want[i] == "…") {
			for (; j <= g + 1; j++) if (fits(i + 1, j)) return 1
			return 0
		}
		if (j > g || got[j] !~ pattern(want[i])) { if (j > far) far = j; return 0 }
		i++
		j++
	}
	return j == g + 1
}
END { if (!fits(1, 1)) { print "differs from line " far ": " got[far]; exit 1 } }
A

# What an example on stdin needs that is no part of us and is not here.
lacks() {
	case $(cat) in
	parallel\ *) command -v parallel >/dev/null || echo 'GNU parallel is not installed' ;;
	esac
}

# ssh that reaches this machine: an sshd of the test's own, where there is one;
# else a stand-in that does with a command what sshd does.
mkdir ssh keys
printf '#!/bin/sh\n[ "$1" != -n ] || { shift && exec </dev/null; }\nshift\ncd / && exec sh -c "$*"\n' >ssh/ssh
chmod +x ssh/ssh
serve_ssh() {
	sshd=$(PATH=$PATH:/usr/sbin command -v sshd) && client=$(command -v ssh) || return
	for k in host user; do ssh-keygen -q -t ed25519 -N '' -f keys/$k || return; done
	[ "$(id -u)" != 0 ] || mkdir -p /run/sshd
	port=$(python3 -c 'import socket; print(socket.create_server(("127.0.0.1", 0)).getsockname()[1])') || return
	"$sshd" -D -f /dev/null -p "$port" -h "$TMP/keys/host" -o ListenAddress=127.0.0.1 -o PidFile=none \
		-o "SetEnv=ASAN_OPTIONS=$ASAN_OPTIONS" -o StrictModes=no -o AuthorizedKeysFile="$TMP/keys/user.pub" 2>keys/said &
	server=$!
	cat >ssh/real <<S
#!/bin/sh
exec $client -F /dev/null -p $port -i $TMP/keys/user -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "\$@"
S
	chmod +x ssh/real
	until ssh/real -n localhost true 2>keys/said; do kill -0 $server 2>/dev/null && [ $((waits += 1)) -lt 20 ] && sleep 0.1 || return; done
	mv ssh/real ssh/ssh
}
server='' waits=0
if serve_ssh; then note_ssh='through an sshd'; else note_ssh='through a stand-in for ssh'; fi
echo "# the examples with ssh run $note_ssh"
PATH=$TMP/ssh:$PATH

try() { # document
	name=$(basename "$1")
	cases=$TMP/cases.$name
	mkdir -p "$cases" "$TMP/room.$name"
	awk -v dir="$cases" -f "$ROOT/tests/examples.awk" "$1"
	cp "$DATA"/*.csv "$TMP/room.$name"
	i=0
	while i=$((i + 1)) && [ -f "$cases/$i.cmd" ]; do
		lacking=$(lacks <"$cases/$i.cmd")
		[ -z "$lacking" ] || { skip "$name: $(head -1 "$cases/$i.cmd")" "$lacking" && continue; }
		ok "$name: $(head -1 "$cases/$i.cmd")" "cd '$TMP/room.$name' && sh '$cases/$i.cmd' >'$cases/$i.got' 2>&1 </dev/null
			case \$?\$(wc -c <'$cases/$i.want') in 0* | 1[1-9]*) ;; *) cat '$cases/$i.got'; exit 1 ;; esac
			[ ! -s '$cases/$i.want' ] || awk -f '$TMP/match.awk' '$cases/$i.want' '$cases/$i.got'"
	done
}

for page in "$ROOT"/filters/*.1 "$ROOT"/bin/*.1; do
	ok "$(basename "$page"): has examples, in displays that are run here" \
		"awk '/^\.Sh/ { inside = /EXAMPLES/ } !inside { next } display && !/^\\$ / { bad = 1 } { display = /^\.Bd/ }
			/^\.D[1l]/ { bad = 1 } /^\\$ / { n++ } END { exit bad || !n }' '$page'"
done
for page in "$ROOT"/README.md "$ROOT"/PIPELINE.md "$ROOT"/filters/*.[1-9] "$ROOT"/bin/*.[1-9]; do
	[ ! -f "$page" ] || try "$page"
done
[ -z "$server" ] || kill $server 2>/dev/null
done_testing
