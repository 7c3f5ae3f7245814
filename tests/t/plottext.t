#!/bin/sh
. "$(dirname "$0")/../lib.sh"

chart() { # TYPE COLUMNS ROWS [MORE FIELDS OF chart]
	printf '{"kind":"chart","id":"c","goal":{"title":"T"},"code":{"chart":{"type":"%s","x":"x","y":"y"%s}},"table":{"ok":true,"columns":[%s],"rows":[%s]}}\n' \
		"$1" "${4-}" "$2" "$3"
}
xy='{"name":"x","type":"text"},{"name":"y","type":"number"}'

chart bar "$xy" '["North",4],["南",2],["x",-2],["none",null]' >bar
is 'bars, with wide characters, negatives and gaps' 0 'T

North  4 |   ******
南     2 |   ***
x     -2 |***
none     |' 'plottext --ascii -w 20 <bar | sed "s/ *$//"'

chart line "$xy" '["2020-01",0],["2020-02",1],["2020-03",null],["2020-04",1]' >line
is 'a line has axes, and a gap where a value is missing' 0 'T

1|    ***          *
 |  ***
0|**
 +------------------
  2020-01    2020-04' 'plottext --ascii -w 21 -h 3 <line'
like 'the table below' 0 'x  +y' 'plottext -t 2 <bar'
is 'only so many rows of it' 0 '2 more' 'plottext -t 2 <bar | tail -1'
is 'no rows: said, not an empty frame' 0 'T

no data' "printf '%s\n' '{\"kind\":\"chart\",\"goal\":{\"title\":\"T\"},\"code\":{\"chart\":{\"type\":\"bar\"}},\"table\":{\"ok\":true,\"columns\":[],\"rows\":[]}}' | plottext"
is 'what has no table is not drawn' 0 '' "printf '%s\n' '{\"kind\":\"chart\",\"id\":\"c\"}' | plottext"
like 'a bad line is said, status 1' 1 'line 1: not JSON' 'echo nonsense | plottext'
like '/dev/full is status 3' 3 'stdout' 'plottext <bar >/dev/full'
like 'misuse is status 2' 2 usage 'plottext --color=pink'
chart line "$xy,{\"name\":\"s\",\"type\":\"text\"}" '[1,1,"a"],[2,3,"a"],[1,2,"b"],[2,5,"b"]' ',"series":"s"' >two
like 'series have colours and a legend' 0 '■.* a  .*■.* b' 'plottext --color=always <two'
is 'without colours letters tell the series apart' 0 '* a  o b' 'plottext <two | tail -1 | sed "s/^ *//"'
chart line "$xy,{\"name\":\"s\",\"type\":\"text\"}" "$(jq -nr '[range(24) | [. % 2, . + 1, "s\(. / 2 | floor)"]] | tojson[1:-1]')" ',"series":"s"' >twelve
is 'of twelve series seven have a look of their own, the others one' 0 '* s5 o s6 + s7 x s8 # s9 @ s10 % s11 . 5 others' \
	'plottext -w 40 <twelve | tail -2 | xargs'
chart bar "$xy" '["a",9.22],["b",0.5],["c",10],["d",null]' >decimals
is 'decimals stand below each other' 0 'T

a  9.22 |***
b  0.50 |
c 10.00 |***
d       |' 'plottext --ascii -w 20 <decimals | cut -c 1-12 | sed "s/ *$//"'
chart bar "$xy" '["a",12345],["b",0.0001]' >wide
like 'but none is rounded to nothing' 0 'a 12,345 .*b 0\.0001 ' 'plottext --ascii <wide | paste -sd" "'
chart bar "$xy" '["\u202eabc\u2066",1]' >turned
is 'nothing turns the direction of the terminal' 0 0 "plottext <turned | grep -c \"\$(printf '\342\200\256')\" || :"
is 'no control character of the data reaches the terminal' 0 0 \
	"printf '%s\n' '{\"kind\":\"chart\",\"goal\":{},\"code\":{\"chart\":{\"type\":\"bar\",\"x\":\"x\",\"y\":\"y\"}},\"table\":{\"ok\":true,\"columns\":[{\"name\":\"x\"},{\"name\":\"y\"}],\"rows\":[[\"a\\u001b[31m\",1]]}}' | plottext --color=never | grep -c \"\$(printf '\\033')\" || :"
done_testing
