#!/bin/sh
# A folder of odd files: csvsum and tocsv never crash, hang or fall silent.
. "$(dirname "$0")/../lib.sh"
mkdir odd && cd odd || exit 3

make_odd() {
	# next to nothing
	: >empty
	for i in , '"' "'" '\n' '\r' '\t' ' ' ';' '\000' '\177' '\377' '\\' '{' '[' 0 a; do
		n=$((n + 1))
		printf "$i" >"byte-$n"
	done
	printf '\n\n\n\n' >newlines
	printf '\r\r\r' >returns
	printf '   \n\t\n  \n' >blanks
	printf ',,,\n,,,\n,,,\n' >commas
	printf 'a,b,c\n' >header
	printf 'a,b,c' >header-without-end
	printf '""\n""\n' >empty-quotes
	# bytes
	head -c 3000 /dev/zero >nuls
	printf 'a,b\n1,\0002\n\000\000,3\n' >nuls-in-cells
	printf '\357\273\277' >mark-alone
	printf '\357\273\277\n' >mark-and-newline
	printf '\357\273\277\357\273\277a,b\n1,2\n' >two-marks
	printf '\377\376' >utf16-mark
	printf '\377\376a\000,\000b\000\n\0001\000,' >utf16-cut
	printf '\376\377\000a\000,\000b\000\n\330\000\000,' >utf16-half-pair
	printf '\377\376\000\000a\000\000' >utf32-cut
	printf 'a,b\n\300\200,\355\240\200\n\364\220\200\200,\370\n' >broken-utf8
	printf 'a,b\n1,caf\351\n2,na\357ve\n' >latin1
	perl -e 'srand 7; print map chr int rand 256, 1 .. 60000' >noise
	perl -e 'srand 8; print map chr(32 + int rand 95), 1 .. 60000' >printable-noise
	perl -e 'srand 9; my @c = (",", "\"", "\n", "\r", "\\", "a", "1", ";", " "); print map $c[rand @c], 1 .. 60000' >mark-noise
	perl -e 'print map chr, 1 .. 31' >controls
	# lines and quotes
	perl -e 'print "x" x 20_000_000' >huge-line
	perl -e 'print "a,b\n1,\"", "y" x 20_000_000, "\"\n2,z\n"' >huge-cell
	perl -e 'print "a,b\n1,\"open\n", "2,x\n" x 100_000' >open-quote
	perl -e 'print "a,b\n", "\"open\n1,\"x\"y\n" x 60_000' >open-quotes
	perl -e 'print "\"" x 100_001' >only-quotes
	perl -e 'print "\"a\"b\",\"c\n" x 5000' >stray-quotes
	printf 'a,b\r1,2\n3,4\r\n5,6\n\r7,8\r\r\n' >line-ends
	printf 'a,b\n1,2\n3\n4,5,6,7\n\n,\n8,9,\n' >ragged
	printf 'a;b\n1,5;2\n' >decimal-comma
	printf 'a\\,b\n1\\"2,3\n\\\n' >escapes
	printf 'sep=;\n' >sep-alone
	perl -e 'print "# note\n" x 100, "a,b\n1,2\n"' >long-preamble
	perl -e 'print "name      age\n", "Bob Lee   7\n" x 20' >aligned
	# many
	perl -e 'print join(",", map "c$_", 1 .. 10_000), "\n", join(",", 1 .. 10_000), "\n"' >columns-10000
	perl -e 'print "," x 200_000, "\n", "," x 200_000, "\n"' >commas-200000
	perl -e 'print join(",", map "same", 1 .. 2000), "\n", "1," x 1999, "1\n"' >same-names
	perl -e 'print join(",", map "c$_", 1 .. 2000), "\n", "1,2\n" x 50_000' >short-rows
	perl -e 'print "n\n", map "$_\n", 1 .. 200_000' >one-column
	perl -e 'print "a,b\n", "\n" x 200_000, "1,2\n"' >blank-lines
	perl -e 'print "v\n", "9" x 400, "\n1e999\n-1e999\nnan\ninf\n0x1F\n1e-400\n"' >numbers
	perl -e 'print "d\n0000-00-00\n2024-02-30\n9999-99-99\n2024-13-01\n"' >dates
	perl -e 'print "t\n", "x" x 100_000, "\n", "y" x 100_000, "\n"' >long-texts
	printf 'a,b\n=cmd(),@x\n+1,-2\n' >formulas
	# JSON
	perl -e 'print "[" x 100_000' >json-deep
	perl -e 'print "{\"a\":" x 5000, "1", "}" x 5000' >json-nested
	printf '[1,2,3]' >json-numbers
	printf '[]' >json-empty
	printf '[{}]' >json-empty-object
	printf '{"a":1}\n{"a":' >json-cut
	printf '[{"a":1},2,null,[3],{"b":"\\u0000\\ud800"}]' >json-mixed
	printf '{"a":1}{"a":2}garbage' >json-garbage
	perl -e 'print "[", join(",", map "{\"k$_\":$_}", 1 .. 3000), "]"' >json-many-keys
	# other kinds
	printf '\211PNG\r\n\032\n\000\000' >picture.csv
	printf '%%PDF-1.7\n' >paper.csv
	printf 'PK\003\004\024\000\000\000\000\000[Content_Types].xml' >book.xlsx
	printf 'PAR1\025\000\025\000' >table.parquet
	printf 'PK\003\004\024\000' >archive.zip
	printf '\177ELF\002\001\001\000' >program
	printf 'SQLite format 3\000' >base.sqlite
	printf '\320\317\021\340\241\261\032\341' >old.xls
	printf 'a,b\n1,2\n' | gzip >good.csv.gz
	perl -e 'print "a,b\n"; print "$_,", $_ * 7, "\n" for 1 .. 50_000' | gzip >whole
	head -c 20000 whole >cut.csv.gz
	head -c 5 whole >cut-early.csv.gz
	{ head -c 5000 whole && head -c 5000 /dev/zero && tail -c +10001 whole; } >damaged.csv.gz
	gzip <whole >twice.gz
	{ cat whole && printf 'tail'; } >tail.csv.gz
	: | gzip >nothing.gz
	rm whole
	# no plain files
	mkdir folder
	ln -s nowhere dangling
	ln -s loop loop
	ln -s good.csv.gz link
	mkfifo pipe
	printf 'a,b\n1,2\n' >unreadable && chmod 0 unreadable
	printf 'a,b\n1,2\n' >"$(printf 'new\nline\033[31m')"
	printf 'a,b\n1,2\n' >-dash
}
make_odd
cd ..
set -- odd/*
count=$#
ok "$count files, at least 60" "[ $count -ge 60 ]"

# Each alone, as it stands in the folder: an answer, or an error that says what
# to do; within the limit; by both programs.
answer() { # file
	timeout 60 csvsum "$1" >line 2>said </dev/null
	case $? in
	0) jq -e 'select(.kind == "dataset") | .ok and .rows > 0 and (.columns | length) > 0' line >/dev/null && [ "$(wc -l <line)" = 1 ] ;;
	1) jq -e '.kind == "error" and (.error | .code and .message != "" and .hint != "")' line >/dev/null && grep -q '^csvsum: .*: ' said ;;
	*) false ;;
	esac || return
	timeout 60 tocsv "$1" >out 2>said </dev/null
	case $? in
	0) [ -s out ] ;;
	1) grep -q '^tocsv: .*: ' said ;;
	*) false ;;
	esac
}
for f in odd/*; do
	[ "$f" = odd/pipe ] && continue
	if answer "$f"; then report 0 "$(printf %s "$f" | tr -c '[:alnum:]/.-' _)"; else report 1 "$f"; head -c 500 line | note; head -c 500 said | note; fi
done

is 'a pipe that nobody writes to is waited for, a written one is read' 0 '2' \
	"(printf 'a,b\n1,2\n3,4\n' >odd/pipe &) ; timeout 60 csvsum odd/pipe | jq .rows"
rm odd/pipe
like 'all in one go: a line for each' 1 "^$((count - 1))\$" \
	"timeout 120 csvsum odd/* 2>/dev/null >lines; status=\$?; jq -s '[.[]|select(.kind!=\"relation\")]|length' lines; exit \$status"
like 'the folder itself' 1 'a directory: name the files in it' 'csvsum odd'
like 'Excel is refused with the way out' 1 'Excel file: save the sheet as CSV' 'csvsum odd/book.xlsx'
like 'Parquet is refused with the way out' 1 'Parquet file: make CSV of it: duckdb' 'csvsum odd/table.parquet'
if [ "$(id -u)" != 0 ]; then
	printf 'a\n' >locked && chmod 0 locked
	like 'a file that may not be read' 1 'Permission denied: check its permissions' 'csvsum locked'
else
	skip 'a file that may not be read' 'root may read all'
fi
done_testing
