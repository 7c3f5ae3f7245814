#!/bin/sh
# csv-spectrum: CSV files with what is in them as JSON, read exactly.
. "$(dirname "$0")/../lib.sh"
SPECTRUM=$DATA/csv-spectrum
export SPECTRUM


# The rows of a CSV that tocsv wrote, as another reader sees them.
rows() { tocsv "$1" 2>/dev/null | PYTHONIOENCODING=utf-8 python3 -c "
import csv, io, json, sys
text = io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8', newline='')
print(json.dumps(list(csv.DictReader(text)), ensure_ascii=False))"; }

ok 'twelve files' '[ $(ls $SPECTRUM/csvs | wc -l) = 12 ]'
for f in "$SPECTRUM"/csvs/*.csv; do
	name=$(basename "$f" .csv)
	# The set's own JSON of this one hides the number and is no list.
	case $name in
	location_coordinates) fix='[. + {"Contact Phone Number": "2095257564"}]' ;;
	*) fix=. ;;
	esac
	rows "$f" | jq -S . >rows.json
	jq -S "$fix" "$SPECTRUM/json/$name.json" >wanted.json
	ok "$name" 'diff wanted.json rows.json && [ -s wanted.json ]'
done
done_testing
