#!/bin/sh
# tocsv: any table in, RFC 4180 out.
. "$(dirname "$0")/../lib.sh"

is 'CSV stays, with CR LF' 0 '' "for f in $DATA/*.csv; do tocsv \$f | tr -d '\r' | cmp - \$f; done"
is 'a second time changes nothing' 0 '' "for f in $DATA/*.csv; do tocsv \$f >a; tocsv a | cmp - a; done"
is 'semicolons and decimal commas' 0 'a,b
"1,5",x
"2,5",y' "printf 'a;b\n1,5;x\n2,5;y\n' | tocsv | tr -d '\r'"
is 'tabs, UTF-16' 0 'a,b
1,café' "printf 'a\tb\n1\tcafé\n' | iconv -t UTF-16 | tocsv | tr -d '\r'"
is 'UTF-32 without a mark' 0 'a,b
1,café' "printf 'a,b\n1,café\n' | iconv -t UTF-32LE | tocsv | tr -d '\r'"
is 'Latin-1 and gzip' 0 'a,b
1,café' "printf 'a,b\n1,caf\351\n' | gzip | tocsv | tr -d '\r'"
is 'it obeys' 0 'x,y
é,2' "printf 'one\ntwo\nthree\nx;y\n\351;2\n' | tocsv -d ';' -e latin1 --skip 3 | tr -d '\r'"
is 'no header' 0 'column_1,column_2
a,b' "printf 'a;b\n' | tocsv --no-header -d ';' | tr -d '\r'"
is 'quotes none' 0 'a,b
"""x""",1' "printf 'a,b\n\"x\",1\n' | tocsv -Q none | tr -d '\r'"
is 'empty fields of one column' 0 'a
""
x' "printf 'a\n\"\"\nx\n' | tocsv | tr -d '\r'"
is 'a JSON array' 0 'a,b,c.d
1,"x, y",
,,2' "printf '[{\"a\":1,\"b\":\"x, y\"},{\"b\":null,\"c\":{\"d\":2}}]' | tocsv | tr -d '\r'"
is 'NDJSON' 0 'a,b
1,
2,z' "printf '{\"a\":1}\n{\"a\":2,\"b\":\"z\"}\n' | tocsv | tr -d '\r'"
is 'an array within an object' 0 'a
1
3' "printf '{\"n\":2,\"data\":[{\"a\":1},{\"a\":3}]}' | tocsv | tr -d '\r'"
is 'csvsum reads JSON too' 0 '["integer","text"]' "printf '[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]' >j.json; csvsum j.json | jq -c '[.columns[].type]'"
like 'broken JSON' 1 'broken JSON' "printf '[{\"a\":1},' | tocsv"
like 'damaged gzip' 1 'gzip' "printf 'a,b\n1,2\n' | gzip | head -c 20 | tocsv"
like 'warnings are said' 0 '1 row has fewer fields' "printf 'a,b\n1\n2,3\n' | tocsv"
like 'a picture' 1 'not text: PNG image' "printf '\211PNG\r\n\032\n' | tocsv"
like 'an empty file' 1 'empty' 'tocsv </dev/null'
like 'a missing file' 1 'none.csv' 'tocsv none.csv'
like '/dev/full is status 3' 3 'writing stdout' "tocsv $DATA/weather.csv >/dev/full"
is 'a closed pipe is quiet' 0 'location,date,precipitation,temp_max,temp_min,wind,weather' "{ tocsv $DATA/weather.csv | head -1 | tr -d '\r'; } 2>&1"
like 'one character cannot be two marks' 1 'both delimiter and quote' "printf 'a,b\n1,2\n' | tocsv -d , -Q ,"
is 'a quote for a delimiter is no quote' 0 'a,b
1,2' "printf 'a\"b\n1\"2\n' | tocsv -d '\"' | tr -d '\r'"
like 'misuse' 2 usage 'tocsv --no-such-option'
like 'misuse: a delimiter of two bytes' 2 usage 'tocsv -d ab'
is 'two byte order marks, of files put together, are no part of a name' 0 'a,b' "printf '\\357\\273\\277\\357\\273\\277a,b\\n1,2\\n' | tocsv | head -n 1 | tr -d '\\r'"
is 'a mark further on is data, quoted so that it starts no file' 0 '357 273 277 a' \
	"printf '\\357\\273\\277\\n\\357\\273\\277a,b\\n1,2\\n' | tocsv | tocsv | head -c 5 | od -An -c | awk '{ print \$2, \$3, \$4, \$5 }'"
done_testing
