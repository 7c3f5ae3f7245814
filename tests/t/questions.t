#!/bin/sh
# How questions are read: tests/golden/questions/TABLE.txt holds one a line,
# "question  =>  goal", over TABLE.csv
# there or in tests/data; goal.jq writes a goal that way.  Goals of one
# question are joined by "  ++  ".
. "$(dirname "$0")/../lib.sh"
folder=$ROOT/tests/golden/questions

# read_list LIST FILE…: every line of the list, over the files.
read_list() {
	list=$1
	shift
	table=$(basename "$list" .txt)
	grep -v '^#' "$list" | sed 's/  =>  .*//' >asked
	grep -v '^#' "$list" | sed 's/.*  =>  //' >wanted
	csvsum "$@" >data.ndjson
	set --
	while IFS= read -r q; do set -- "$@" -q "$q"; done <asked
	llmgoals "$@" <data.ndjson 2>/dev/null >goals.ndjson
	jq -r -f "$folder/goal.jq" goals.ndjson >each
	jq -r 'select(.kind == "chart" and .goal.question != null) | .goal.question' goals.ndjson | paste -d '\t' - each |
		awk -F '\t' '$1 == asked { goals = goals "  ++  " $2; next } NR > 1 { print goals } { asked = $1; goals = $2 } END { print goals }' >read
	is "$table: every question has its goal" 0 "$(wc -l <asked)" 'wc -l <read'
	paste -d '\t' asked wanted read >all
	while IFS='	' read -r q want got; do
		[ "$want" = "$got" ]
		good=$?
		report $good "$table: $q"
		[ $good = 0 ] || printf '# wanted %s\n# read as %s\n' "$want" "$got"
	done <all
	# What is drawn from them is SQL that runs, for every one.
	llmcode <goals.ndjson 2>/dev/null | specvet 2>/dev/null | csvquery 2>/dev/null >drawn.ndjson
	is "$table: each has rows to draw" 0 "$(wc -l <each)" \
		"jq -r 'select(.kind == \"chart\" and .table.ok and (.table.rows | length) > 0) | .id' drawn.ndjson | wc -l"
	jq -r 'select(.kind == "chart" and (.table.ok | not)) | "# \(.goal.question): \(.goal.error // .code.error // .vet.error // .table.error | .message)"' drawn.ndjson
	jq -r 'select(.kind == "chart" and .table.ok and (.table.rows | length) == 0) | "# \(.goal.question): no rows: \(.code.sql)"' drawn.ndjson
}

for list in "$folder"/*.txt; do
	file=${list%.txt}.csv
	[ -e "$file" ] || file=$DATA/$(basename "$file")
	read_list "$list" "$file"
done
read_list "$folder/join/join.txt" "$folder"/join/*.csv

# Item by item, each said in three ways: tests/golden/understand.txt.
every=$ROOT/tests/golden/understand.txt
is 'every item has three questions, over two tables at least' 0 '' \
	"awk -F ' [|] ' 'function end() { if (item != \"\" && (n < 3 || tables < 2)) print item } /^# / && NR > 2 { end(); item = \$0; n = tables = 0; delete seen } / [|] / { n++; tables += !seen[\$1]++ } END { end() }' '$every'"
for table in $(sed -n 's/^\([a-z-]*\) | .*/\1/p' "$every" | sort -u); do
	file=$folder/$table.csv
	[ -e "$file" ] || file=$DATA/$table.csv
	sed -n "s/^$table | //p" "$every" | sort -u >"$table.txt"
	read_list "$table.txt" "$file"
done

# Questions that follow up the one before.
csvsum "$folder/trips.csv" >data.ndjson
cp data.ndjson before.ndjson
grep -v '^#' "$folder/trips.follow" >followed
while IFS= read -r line; do
	want=${line#*  =>  }
	llmgoals --history before.ndjson -q "${line%%  =>  *}" <data.ndjson >after.ndjson 2>err
	is "follow up: ${line%%  =>  *}" 0 "$want" "jq -r -f '$folder/goal.jq' after.ndjson"
	mv after.ndjson before.ndjson
done <followed

done_testing
