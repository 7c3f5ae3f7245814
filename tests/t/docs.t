#!/bin/sh
# Every example in README.md, PIPELINE.md and the manual pages runs, and prints
# what the page says.  See tests/examples.awk for how they are read.
. "$(dirname "$0")/../lib.sh"

# matches WANT GOT: line by line; "…" is any text, a line of "…" any lines.
cat >"$TMP/match.awk" <<'A'
function pattern(line) { gsub(/[][\\.^$*+?(){}|]/, "\\\\&", line); gsub(/…/, ".*", line); return "^" line "$" }
NR == FNR { want[++w] = $0; next }
{ got[++g] = $0 }
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
	ssh\ *) ssh -n -o BatchMode=yes -o ConnectTimeout=2 localhost true 2>/dev/null || echo 'no ssh to localhost without a password' ;;
	esac
}

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
			case \$? in 0 | 1) ;; *) cat '$cases/$i.got'; exit 1 ;; esac
			[ ! -s '$cases/$i.want' ] || awk -f '$TMP/match.awk' '$cases/$i.want' '$cases/$i.got'"
	done
}

for page in "$ROOT"/README.md "$ROOT"/PIPELINE.md "$ROOT"/filters/*.[1-9] "$ROOT"/bin/*.[1-9]; do
	[ ! -f "$page" ] || try "$page"
done
done_testing
