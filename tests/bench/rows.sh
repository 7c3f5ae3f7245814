# rows.sh: the large table that benches share, and DuckDB.

# rows N: a table of N rows: int, date (30 months), three texts (10 regions, 2,000
# products), int, two floats, a float with 30 % nulls, a boolean, a text with some
# quoted cells.
rows() {
	awk -v rows="$1" 'BEGIN {
	srand(7)
	split("North South East West Central Northeast Southwest Harbour Valley Uplands", region, " ")
	split("red green blue black white silver yellow orange", colour, " ")
	split("alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa", word, " ")
	print "id,day,region,product,customer,quantity,price,amount,score,active,note"
	for (i = 1; i <= rows; i++) {
		r = rand(); q = int(1 + rand() * 40); p = int(rand() * 90000 + 500) / 100
		m = int(rand() * 30)
		printf "%d,%04d-%02d-%02d,%s,%s-%d,%s %s,%d,%.2f,%.2f,", i, 2022 + int(m / 12), 1 + m % 12,
			1 + int(rand() * 28), region[1 + int(r * r * 10)], colour[1 + int(rand() * 8)], int(rand() * 250),
			word[1 + int(rand() * 16)], int(rand() * 60000), q, p, p * q * (0.9 + rand() / 5)
		if (rand() < 0.7) printf "%.1f", rand() * 100
		printf ",%s,", rand() < 0.6 ? "true" : "false"
		if (rand() < 0.2) printf "\"%s, %s\"\n", word[1 + int(rand() * 16)], word[1 + int(rand() * 16)]
		else printf "%s\n", word[1 + int(rand() * 16)]
	} }'
}

# kept FILE ROWS: the file, made where it is not there yet or is another, and in
# the page cache.
kept() {
	rows 100 >"$WORK/rows.head"
	if [ ! -s "$1" ] || [ "$(wc -l <"$1")" != $(($2 + 1)) ] || ! head -101 "$1" | cmp -s - "$WORK/rows.head"; then
		rows "$2" >"$1.new" && mv "$1.new" "$1"
	fi
	cat "$1" >/dev/null
}

# have_duckdb: installs @duckdb/node-api into $WORK where npm can.
have_duckdb() {
	command -v npm >/dev/null && { [ -d "$WORK/node_modules/@duckdb/node-api" ] ||
		(cd "$WORK" && npm install --silent --no-save @duckdb/node-api) >/dev/null 2>&1; } && return
	echo 'skipped: DuckDB: npm install @duckdb/node-api did not work'
	return 1
}
