#!/bin/sh
# What the planner recommends where nobody asks, and by which rules.
. "$(dirname "$0")/../lib.sh"
lists=$ROOT/tests/golden/questions

# goals_of FILE…: chart, x, y, series of each goal, a line a goal.
goals_of() {
	csvsum "$@" | llmgoals | jq -r 'select(.goal) | .goal | "\(.chart) \(.x) \(if .measures then .measures | map(.y) | join("+") else .y end) \(.series)"'
}

# ---- share/planner/limits: one text; the planner recommends by it, the lint judges by it

cat >kinds.csv <<'E'
id,kind,amount
E
i=0
for k in a b c d e f; do for n in 1 2 3 4 5; do i=$((i + 1)); echo "$i,$k,$((i * 7 % 11 + n))" >>kinds.csv; done; done
mkdir -p mine/planner
with_limit() { sed "s/^$1:.*/$1: $2/" "$ROOT/share/planner/limits" >mine/planner/limits; }

share='csvsum kinds.csv | llmgoals -q "share of amount by kind"'
pie='{"type":"pie","x":"kind","y":"amount"}'
is 'six parts are a pie' 0 pie "$share | jq -r '.goal.chart // empty'"
with_limit many-slices 'chart pie, x most 5'
is 'with a limit of five they are bars' 0 bar "VIZ_SHARE=mine; export VIZ_SHARE; $share | jq -r '.goal.chart // empty'"
drawn='csvsum kinds.csv | llmgoals -q "pie of amount by kind" | llmcode | specvet | csvquery | jailrun | jq -r "select(.run) | .run.findings[].rule"'
is 'and a pie that was asked for is warned of' 0 chart.many-slices "VIZ_SHARE=mine; export VIZ_SHARE; $drawn"
is 'which it is not with the limit as it stands' 0 '' "$drawn"

slices='csvsum kinds.csv | llmgoals -n 20 | jq -r ".goal.chart // empty" | grep -c pie'
awk -F, 'NR == 1 || $2 < "f"' kinds.csv >five.csv && mv five.csv kinds.csv
awk -F, 'NR == 1 || $2 < "c"' kinds.csv >two.csv && mv two.csv kinds.csv
is 'two slices may be recommended' 0 1 "$slices"
with_limit many-slices 'chart pie, x most 1'
is 'not where one is the most' 1 0 "VIZ_SHARE=mine; export VIZ_SHARE; $slices"

by_id='csvsum kinds.csv | llmgoals -q "amount by id" | llmcode | specvet | jq -r "select(.vet) | .vet.findings[].rule"'
is 'an id on an axis is warned of' 0 chart.id-on-axis "$by_id"
with_limit id-on-axis 'chart heatmap, x no id'
is 'not where the limits allow it' 0 '' "VIZ_SHARE=mine; export VIZ_SHARE; $by_id"
with_limit many-slices 'chart pie, x seven'
like 'a limit that cannot be read is status 2' 2 'limits: line [0-9]+: cannot be read' "VIZ_SHARE=mine; export VIZ_SHARE; $share"
rm -r mine

# ---- a join that repeats rows: customers by a column of their orders

printf 'customer_id,region,credit_limit\n1,N,100\n2,S,200\n3,N,300\n' >customers.csv
printf 'order_id,customer_id,country\n1,1,A\n2,1,A\n3,2,B\n4,3,A\n5,3,B\n6,2,B\n' >orders.csv
cat >joined.sh <<'E'
# joined.sh QUESTION: what is said of it, and the rows
csvsum customers.csv orders.csv | llmgoals -q "$1" | llmcode | specvet | csvquery |
	jq -c 'select(.table) | [.goal.title, .code.chart.subtitle, .table.rows]'
E
is 'each customer is counted once' 0 '["Number of customers by country",null,[["A",2],["B",2]]]' 'sh joined.sh "customers by country"'
is 'orders are, as they are' 0 '["Number of orders by region",null,[["N",4],["S",2]]]' 'sh joined.sh "orders by region"'
is 'a sum of repeated rows is said to be one' 0 \
	'["Total credit limit by country","A row of customers counts once for each of its rows of orders",[["B",700],["A",500]]]' \
	'sh joined.sh "total credit limit by country"'
is 'which that of their own column is not' 0 '["Total credit limit by region",null,[["N",400],["S",200]]]' 'sh joined.sh "total credit limit by region"'

# ---- --explain: how it was read, what was chosen, what else it could have meant

csvsum "$DATA/weather.csv" >weather.ndjson
explain() { like "explained: $1: $2" 0 "$2" "llmgoals --explain -q '$1' <weather.ndjson"; }
explain 'temp by month, only Seattle' '"temp by month, only Seattle" was read as: Average temp max by month, Seattle, 2012–2015 .line.'
explain 'temp by month, only Seattle' '"temp" means the column temp_max, by a part of its name: what is measured'
explain 'temp by month, only Seattle' '"Seattle" means the column location, which has it as a value: a condition'
explain 'temp by month, only Seattle' 'nobody said, so chosen: a line, its mean is drawn'
explain 'temp by month, only Seattle' 'only rows where location is Seattle'
explain 'temp by month, only Seattle' 'it could also mean Average temp min by month, Seattle, 2012–2015: "temp" may mean temp_min'
explain 'rainfall since March 2014 by weather' '"rainfall" means the column precipitation, by another word for it'
explain 'rainfall since March 2014 by weather' 'only rows where date is at least 2014-03'
explain 'wind in Seatle by month' '"Seatle" means the column location, spelled a little differently: a condition'
explain 'wind by weather without fog' 'was read as: Average wind by weather, without fog, 2012–2015'
explain 'days with more than 3 blobs by weather' '"more than 3" was not understood, and changes nothing here'
explain 'gloomy days by weather' '"gloomy" was not understood'
explain 'storms by weather' '"storms" was taken for the rows of the table'
explain 'wind in the last 7 days' '"in the last 7 days" means the column date, counted back from the newest in the data: a condition'
explain 'wind on March 5' '"on March 5" means the column date, of the newest year in the data that has it: a condition'
explain 'wind in winter 2013' '"in winter 2013" means the column date, a northern season in whole months, winter from December to February'
explain 'wind in winter by weather' 'only rows where the month of date is one of December and January and February'
explain 'days with wind over 2 weeks by weather' 'whose unit the data do not tell, so the number is taken as it stands'
explain 'average wind in Seattle' 'nobody said, so chosen: one number, not drawn'
explain 'average wind and rain by weather' '"rain" means the column (precipitation|weather)'

# ---- no question: of places a map, not how latitudes are spread

goals_of "$DATA/airports.csv" >places
is 'coordinates are drawn against each other, first' 0 'scatter longitude latitude null' 'head -n 1 places'
is 'and never as a histogram' 0 '' "csvsum '$DATA/airports.csv' | llmgoals -n 50 |
	jq -r 'select(.goal).goal | select(.chart == \"histogram\" and (.x == \"latitude\" or .x == \"longitude\")) | .x'"

# ---- places: maps, codes that the profile does not show, groups by their size

read_as() { is "$1" 0 "$2" "csvsum '$DATA/airports.csv' | llmgoals -q '$1' | jq -r -f '$lists/goal.jq'"; }
read_as 'map of airports' 'scatter; x longitude; y latitude'
read_as 'where are the airports of Nevada?' 'scatter; x longitude; y latitude; where state = NV'
read_as 'airports in Texas' 'table; y count; where state = TX'
read_as 'airports by city in West Virginia' 'bar; x city; y count; where state = WV'
read_as 'states with 50 to 60 airports' 'bar; x state; y count; having between 50,60'
grouped="csvsum '$DATA/airports.csv' | llmgoals -q 'states with more than 200 airports by country' | llmcode | specvet | csvquery | jq -c 'select(.table).table.rows | length'"
like 'groups by their size are SQL that runs' 0 '^[0-9]+$' "$grouped"
is 'only those are there' 0 '[["AK",263],["TX",209],["CA",205]]' \
	"csvsum '$DATA/airports.csv' | llmgoals -q 'states with more than 200 airports' | llmcode | specvet | csvquery | jq -c 'select(.table).table.rows'"
like 'and the title says so' 0 'more than 200' "csvsum '$DATA/airports.csv' | llmgoals -q 'states with more than 200 airports' | jq -r 'select(.goal).goal.title'"
is 'by what is measured, too' 0 'bar; x state; y avg(latitude); having > 47' \
	"csvsum '$DATA/airports.csv' | llmgoals -q 'states with average latitude above 47' | jq -r -f '$lists/goal.jq'"
mkdir -p mine/planner
grep -v '^texas' "$ROOT/share/planner/places" >mine/planner/places
is 'a place is one by its line' 0 'bar; x country; y count' \
	"VIZ_SHARE=mine; export VIZ_SHARE; csvsum '$DATA/airports.csv' | llmgoals -q 'airports in Texas by country' | jq -r -f '$lists/goal.jq'"
rm -r mine

# ---- every rule is shown by a table: share/planner/charts, limits, derived

cat >rents.csv <<'E'
City,2019,2020,2021,2022
Aldby,510,530,525,560
Brinmoor,620,640,655,670
Corvale,480,470,500,515
Dunhaven,705,720,745,790
E
for f in "$DATA"/*.csv "$lists"/*.csv rents.csv; do csvsum "$f" | llmgoals -n 50; done >all.ndjson
jq -r 'select(.goal).goal | "\(.rationale | split(":")[0]) \(.chart)"' all.ndjson | sort -u >shown
sed -n 's/^\([a-z-]*\): *chart \([a-z]*\),.*/\1 \2/p' "$ROOT/share/planner/charts" | sort >rules
is 'every rule of share/planner/charts is shown by some table' 0 '' 'comm -23 rules shown'
is 'and nothing else is recommended' 0 '' 'comm -13 rules shown'
for rule in $(sed -n 's/^\([a-z-]*\):.*/\1/p' "$ROOT/share/planner/limits"); do
	ok "the limit $rule has a level in vet.rules" "grep -q '^chart.$rule ' '$ROOT/share/policy/vet.rules'"
	ok "and a test that finds it" "grep -q 'chart.$rule' '$ROOT/tests/unit/lint.c'"
done
revenue="csvsum '$lists/shop.csv' | llmgoals -q 'revenue by shop' | jq -c 'select(.goal).goal | [.y, .times]'"
is 'a measure that follows from two' 0 '["unit_price","qty"]' "$revenue"
mkdir -p mine/planner
grep -v '^revenue' "$ROOT/share/planner/derived" >mine/planner/derived
is 'is not there without its line' 0 '[null,null]' "VIZ_SHARE=mine; export VIZ_SHARE; $revenue"
rm -r mine

# ---- the page "How questions are read" has all of it

page=$ROOT/filters/vizquestions.7
sed 's/#.*//; s/:.*//; /^$/d' "$ROOT/share/planner/words" | sort -u >tags
sed -n '/^.Sh VOCABULARY/,/^.Sh FILES/s/^.It //p' "$page" | sed 's/ Ns Ar [a-z]*//g; s/Li //g; s/ , /\n/g' | sort >documented
# A tag is there in full, or by its family: "month." for month.3.
is 'every tag of share/planner/words is documented' 0 '' \
	'while read -r tag; do grep -qxF -e "$tag" -e "${tag%%.*}." documented || echo "$tag"; done <tags'
is 'and no tag that there is not' 0 '' \
	'while read -r tag; do case $tag in *.) grep -q "^$tag" tags ;; *) grep -qxF "$tag" tags ;; esac || echo "$tag"; done <documented'
sed -n '/^.Sh NO QUESTION/,/^.Sh VOCABULARY/s/^.It //p' "$page" | sed 's/Li //g; s/ , /\n/g' | sort >documented
is 'every rule of charts and limits is documented, and no other' 0 '' \
	"cat '$ROOT/share/planner/charts' '$ROOT/share/planner/limits' | sed -n 's/^\([a-z-]*\): .*/\1/p' | sort | comm -3 - documented"
is 'every file of share/planner is documented' 0 '' \
	"for f in '$ROOT'/share/planner/*; do grep -q \"^.It Pa share/planner/\$(basename \$f)\\$\" '$page' || echo \$f; done"

# What is recommended is never warned of: all tables of the tests.
for f in "$DATA"/*.csv "$lists"/*.csv; do
	# Of airports there are three: no measure, and nearly all are of one country.
	n=5 kinds=3
	case $f in *airports.csv) n=3 kinds=2 ;; esac
	is "$(basename "$f"): $n goals, and the lint finds nothing to say" 0 "$n " \
		"csvsum '$f' | llmgoals | llmcode | specvet | csvquery | jailrun | jq -rs '[.[] | select(.kind == \"chart\")] | \"\(length) \(map((.vet.findings + .run.findings)[].rule | select(. != \"chart.nulls-dropped\")) | join(\" \"))\"'"
	is "$(basename "$f"): they differ in fields and in kind, and have no id" 0 "$n true" \
		"csvsum '$f' >d; llmgoals <d >g; jq -rs '(map(select(.kind == \"dataset\").columns[] | select(.role == \"id\").name)) as \$ids | [.[] | select(.goal).goal] | \"\(map([.chart, .x, .y, .series, .measures]) | unique | length) \((map(.chart) | unique | length) >= $kinds and (map(.x, .y, .series) | all(. as \$c | \$ids | index([\$c]) | not)))\"' g"
done

done_testing
