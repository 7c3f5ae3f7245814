#!/bin/sh
# csvsum: profiles of tables.
. "$(dirname "$0")/../lib.sh"

is 'a dataset line for each file' 0 'airports 3376
weather 2922' "csvsum $DATA/airports.csv $DATA/weather.csv | jq -r 'select(.kind==\"dataset\")|\"\(.id) \(.rows)\"'"
is 'types and roles' 0 'location text category
date date time
precipitation number measure
temp_max number measure
temp_min number measure
wind number measure
weather text category' "csvsum $DATA/weather.csv | jq -r '.columns[]|\"\(.name) \(.type) \(.role)\"'"
is 'numbers' 0 '[0,118.9,2.944764,7.695286,[0,0,1.8]]' "csvsum $DATA/weather.csv | jq -c '.columns[2]|[.min,.max,(.mean*1e6|round/1e6),(.stddev*1e6|round/1e6),.quartiles]'"
is 'the digest changes with the bytes' 0 '1 2' "csvsum $DATA/weather.csv >a; (cat $DATA/weather.csv; echo) >weather.csv; csvsum weather.csv >b
cat a a | jq -r .source.digest | sort -u | wc -l | tr '\n' ' '; cat a b | jq -r .source.digest | sort -u | wc -l"

csvsum "$DATA/sales-lines.csv" >one
a_locale tr_TR.UTF-8 || echo '# the package locales is not installed: C stands in'
is 'the same bytes in another locale and zone' 0 '' "LC_ALL=tr_TR.UTF-8 TZ=Asia/Tokyo csvsum -t 3 $DATA/sales-lines.csv | cmp - one"

printf '\211PNG\r\n\032\n' >photo.csv
: >empty.csv
printf 'a,b\n' >header.csv
like 'a missing file' 1 '"code":"csv.missing"' 'csvsum none.csv'
like 'a picture' 1 'photo.csv: not text: PNG image' 'csvsum photo.csv'
like 'an empty file' 1 'empty.csv: empty' 'csvsum empty.csv'
like 'a header and no rows' 1 'header.csv: a header and no rows' 'csvsum header.csv'
like 'a directory' 1 'a directory' 'csvsum .'
is 'one message for each' 1 5 'csvsum none.csv photo.csv empty.csv header.csv . 2>&1 >/dev/null | grep -c ^csvsum:; csvsum none.csv 2>/dev/null >&2'
is 'the good ones go on' 1 'error dataset' "csvsum none.csv $DATA/weather.csv 2>/dev/null | jq -r .kind | paste -sd' '; csvsum none.csv >/dev/null 2>&1"
printf 'id,name\n1,Ann\n2,Bob\n3,Cid\n' >customers.csv
printf 'order_id,customer_id,amount\n10,1,5.5\n11,2,6\n12,1,7\n13,3,8\n' >orders.csv
is 'keys between files' 0 'orders.customer_id=customers.id many-to-one 1' \
	"csvsum customers.csv orders.csv | jq -r 'select(.kind==\"relation\")|\"\(.id) \(.cardinality) \(.overlap)\"'"
is 'no key by chance' 0 '' "csvsum $DATA/weather.csv $DATA/airports.csv $DATA/sales-orders.csv | jq -r 'select(.kind==\"relation\")|.id'"
is 'the same name twice' 0 'orders orders_2' "csvsum orders.csv ./orders.csv | jq -r 'select(.kind==\"dataset\")|.id' | paste -sd' '"
is 'doubled and empty names are made unique, the original is kept' 0 '["a",null],["a_2","a"],["column_3",null]' \
	"printf 'a,a,\n1,2,3\n5,6,7\n' | csvsum - | jq -c '.columns[]|[.name,.title]' | paste -sd,"
is 'what does not fit is counted and named' 0 '["integer",2],"2 cells of v are no integer: \"soon\", \"late\"",[3,9]' \
	"{ echo k,v; seq 60 | sed 's/.*/&,&/; 3s/,.*/,soon/; 9s/,.*/,late/'; } | csvsum - | jq -c '(.columns[1]|[.type,.invalid]),(.warnings[]|.message,.rows)' | paste -sd,"
is 'distinct is exact to 2,048; all values are in the histogram' 0 '[2048,4096]' \
	"{ echo k,v; seq 2048 | sed 's/.*/a,&/'; seq 2048 | sed 's/.*/b,&/'; } | csvsum - | jq -c '.columns[1]|[.distinct,(.histogram.counts|add)]'"
is 'top values, samples, sample rows' 0 '[{"value":"sun","count":1466},{"value":"rain","count":1087}] ["drizzle","fog","rain","snow","sun"] ["Seattle","2012-01-01","0.0","12.8","5.0","4.7","drizzle"]' \
	"csvsum $DATA/weather.csv | jq -c '(.columns[6]|.top[:2],(.samples|sort)),.sample[0]' | paste -sd' '"
is 'spaces that delimit, and a delimiter too many, are in the dialect' 0 '[2,null],[null,true]' "{
	printf 'name      age\nAnn        31\nBob Lee   7\n' | csvsum -; printf 'a,b,\n1,2,\n3,4,\n' | csvsum -; } |
	jq -c '.dialect|[.runs,.trailing]' | paste -sd,"
printf '%%PDF-1.7\n' >a.csv; printf 'PK\003\004\024\000\000\000' >b.csv; printf '\177ELF\002\001\001\000' >c.csv
is 'what is no text is refused by its kind' 1 'PDF document,ZIP archive,ELF program' \
	"csvsum a.csv b.csv c.csv 2>&1 >/dev/null | sed 's/.*not text: //; s/:.*//' | paste -sd,; csvsum a.csv >/dev/null 2>&1"
like 'warnings name rows' 0 '"code":"ragged-rows".*"rows":\[2,4\]' "printf 'a,b,c\n1,2,3\n1,2\n1,2,3\n1,2\n' | csvsum -"
like '/dev/full is status 3' 3 'writing stdout' "csvsum $DATA/weather.csv >/dev/full"
like 'no file is misuse' 2 'usage' 'csvsum'
like 'an unknown option is misuse' 2 'usage' 'csvsum --no-such-option x'
is '--help' 0 usage 'csvsum --help | cut -c1-5 | head -1'
printf 'name,lap_100,lap_200,lap_300\nAda,57.1,1:57.3,2:56.0\nBo,58.2,1:56.1,2:57.9\n' >laps.csv
is 'names that end in a number are names' 0 'name lap_100 lap_200 lap_300' \
	"csvsum laps.csv | jq -r '[.columns[].name] | join(\" \")'"
perl -e 'print "n,v\n"; print "$_,", $_ * 7, "\n" for 1 .. 5000; print "$_,a$_\n" for 1 .. 9000' >late.csv
is 'types from all rows, of stdin too where it is a file' 0 '["integer","text"]
["integer","text"]' 'csvsum late.csv | jq -c "[.columns[].type]"; csvsum - <late.csv | jq -c "[.columns[].type]"'
is 'a pipe is read once, and that is said' 0 '["one-pass","a pipe is read once, and its beginning misled about v"]' \
	'cat late.csv | csvsum - | jq -c ".warnings[]|select(.code==\"one-pass\")|[.code,.message]"'
is 'a named pipe, read before it is written' 0 '5' "seq 5 | sed '1i a' >five.csv; mkfifo named; (sleep .3; cat five.csv >named) & csvsum named | jq .rows"
done_testing
