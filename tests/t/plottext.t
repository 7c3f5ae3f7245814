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
 ++----------+------
 Jan        Mar
 2020' 'plottext --ascii -w 21 -h 3 <line'
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
chart line "$xy" '[2000,3],[2001,180],[2002,null],[2003,401]' ',"time_unit":"year","y_format":"money","y_unit":"$"' >years
is 'ticks are round, years are not grouped' 0 'T

$600|
    |
 400|              *
    |
 200|     *
    |  ***
   0|***
    ++--------+-----
    2000     2002' 'plottext --ascii -w 21 -h 7 <years'
chart line "$xy" '["low",1],["middle",3],["high",2]' >named
is 'names stand below their points' 0 'low middle high' 'plottext -w 40 <named | tail -1 | xargs'
chart scatter "$xy" '[1,10],[2,20],[3,1e300]' ',"x_label":"Price","y_label":"Weight"' >points
is 'points say what their axes are' 0 'Weight Price' "plottext <points | sed -n '3p;\$p' | xargs"
chart heatmap "$xy,{\"name\":\"s\",\"type\":\"text\"}" '["a",1,"p"],["b",9,"p"],["a",5,"q"]' ',"series":"s"' >grid
is 'a grid, darker for more, and what its shades mean' 0 'T

p|........########
q|********
 +----+------+----
      a      b
  . 1  * 5  # 9' 'plottext --ascii -w 21 <grid | sed "s/ *$//"'
is 'bars where a grid has no room' 0 24 'jq -c ".table.rows = [range(30) | [\"\(.)\", ., \"p\"]]" grid | plottext -w 20 | grep -c ▏'
chart box '{"name":"x","type":"text"},{"name":"low","type":"number"},{"name":"q1","type":"number"},{"name":"median","type":"number"},{"name":"q3","type":"number"},{"name":"high","type":"number"}' '["a",0,2,4,6,10]' >box
is 'a box with its whiskers' 0 'T

a|----###|####-------
 ++--------+--------+
  0        5       10' 'plottext --ascii -w 22 <box'
chart bar '{"name":"x","type":"date"},{"name":"y","type":"number"},{"name":"s","type":"text"}' '["2020-01-01",1,"p"],["2020-01-01",2,"q"],["2020-02-01",4,"p"]' ',"series":"s","time_unit":"month"' >months
is 'a month is said once for its bars, as people say it' 0 'Jan 2020 p 1,q 2,Feb 2020 p 4' 'plottext --ascii <months | tail -3 | cut -c 1-13 | sed "s/  */ /g; s/^ //" | paste -sd,'
chart histogram "$xy" '[0,5],[10,1]' ',"bin":10' >bins
is 'a bin says where it begins and ends' 0 '0–10 10–20' 'plottext <bins | tail -2 | cut -d" " -f1 | xargs'
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
