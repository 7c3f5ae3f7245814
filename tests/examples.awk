# examples.awk: the examples of a document as cases.  In a Markdown block that
# opens with ```console, and in an mdoc(7) literal display, a line "$ COMMAND" is
# run and the lines below it, up to the next "$ " or the end, are what it
# prints; "…" stands for any text in a line, a line of only "…" for any lines.
# A command goes on over lines that end in "\" or "|", while a quote is open,
# and to the end of its here-document.
#
# Writes DIR/N.cmd and DIR/N.want for N from 1.
function open_case(text) { n++; quotes = 0; until = ""; cmd = dir "/" n ".cmd"; want = dir "/" n ".want"; printf "" > want; add_command(text) }
function add_command(text,   t) {
	print text > cmd
	if (until != "") { if (text == until) until = ""; more = until != ""; return }
	if (match(text, /<<'[A-Z]+'/)) until = substr(text, RSTART + 3, RLENGTH - 4)
	t = text
	quotes += gsub(/'/, "", t)
	more = text ~ /(\\|\|)$/ || quotes % 2 || until != ""
}
function close_case() { if (n) { close(cmd); close(want) } }
/^```console/ || /^\.Bd .*-literal/ { inside = 1; more = 0; started = 0; next }
/^```/ || /^\.Ed/ { inside = 0; close_case(); next }
!inside { next }
{ sub(/^> /, ""); if (FILENAME ~ /\.[0-9]$/) { gsub(/\\e/, "\\"); gsub(/\\&/, ""); gsub(/\\-/, "-"); gsub(/\\\(aq/, "'") } }
more { add_command($0); next }
/^\$ / { close_case(); open_case(substr($0, 3)); started = 1; next }
started { print > want }
