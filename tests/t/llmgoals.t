#!/bin/sh
# llmgoals: charts worth drawing, at the end of the stream.
. "$(dirname "$0")/../lib.sh"

shared_checks llmgoals goal
csvsum "$DATA/weather.csv" >data.ndjson
llmgoals <data.ndjson >goals.ndjson
stays goals.ndjson llmgoals
is 'five goals, where nobody says how many' 0 5 "grep -c '\"kind\":\"chart\"' goals.ndjson"
is 'as many as are asked for' 0 3 "llmgoals -n 3 <data.ndjson | grep -c '\"kind\":\"chart\"'"
is 'ids count up behind the name of the dataset' 0 'weather-1 weather-2 weather-3 weather-4 weather-5' \
	"jq -rs 'map(select(.kind == \"chart\").id) | join(\" \")' goals.ndjson"
is 'goals differ in their fields' 0 5 \
	"jq -c 'select(.kind == \"chart\").goal | [.chart, .x, .y, .series]' goals.ndjson | sort -u | wc -l"
ok 'the same twice is the same bytes' 'llmgoals <data.ndjson | cmp - goals.ndjson'

# Questions.
ask='llmgoals -q "wind by weather" -q "average temp max by month"'
is 'a question is kept as it was asked' 0 'wind by weather
average temp max by month' "$ask <data.ndjson | jq -r 'select(.kind == \"chart\").goal.question'"
eval "$ask" <data.ndjson >asked.ndjson
ok 'asked again, nothing is added' "$ask <asked.ndjson | cmp - asked.ndjson"
is 'one more question adds one more goal' 0 weather-3 \
	"llmgoals -q 'wind by weather' -q 'wind by location' <asked.ndjson | tail -n 1 | jq -r .id"
like 'a question that means no column fails by itself' 1 'no column is meant' \
	"llmgoals -q 'what is the meaning of life' <data.ndjson"
like 'a question of 1,001 characters is misuse' 2 'ask in 1 to 1000' \
	"llmgoals -q \"\$(printf '%01001d' 0)\" <data.ndjson"
is 'one of 1,000 characters is none' 0 1 \
	"llmgoals -q \"\$(printf 'wind %0995d' 0)\" <data.ndjson | grep -c '\"kind\":\"chart\"'"
like 'an empty question is misuse' 2 'ask in 1 to 1000' "llmgoals -q '' <data.ndjson"
like 'so is no number of goals' 2 usage 'llmgoals -n 0 <data.ndjson'
like 'or half a number' 2 usage 'llmgoals -n 3x <data.ndjson'

# Several questions in one, each a chart; what only says how stays with what it says it of.
split() { # NAME WANT QUESTION: chart, x, y of each goal
	is "$1" 0 "$2" "llmgoals -q '$3' <data.ndjson | jq -r 'select(.goal) | .goal | \"\(.chart) \(.x) \(.y)\"'"
}
split 'two questions are two charts' 'bar weather wind
line date temp_max' 'What is the average wind by weather? What is the temp max per month?'
split 'one that asks on is about the same' 'bar location wind
line date wind' 'average wind by location? and how did it change by month?'
split 'so are two lines' 'bar weather wind
bar location temp_max' 'wind by weather
temp max by location'
split 'a semicolon parts' 'bar weather wind
bar location null' 'wind by weather; number of records by location'
split 'sentences part where both measure' 'bar weather wind
bar location temp_max' 'Show wind by weather. Show temp max by location.'
split 'words part' 'bar weather wind
line date null' 'wind by weather and also number of records per month'
split 'a sentence that says how is no part' 'bar weather wind' 'Show wind by weather. Sort by wind in descending order.'
split 'nor one that draws what was asked' 'bar weather wind' 'What is the wind by weather? Draw a bar chart of it.'
split 'nor one about the same fields' 'bar weather wind' 'What is the average wind for each weather? Show weather and wind as bars.'
split 'measures of unlike units have a chart each' 'bar weather wind
bar weather temp_max' 'average wind and temp max by weather'
split 'so have a measure and a count' 'bar weather wind
bar weather null' 'number of records and average wind by weather'
split 'as many as -n allows' 'bar weather wind' "wind by weather; temp max by location' -n '1"
both="llmgoals -q 'wind by weather; temp max by location' -q 'average wind by month'"
eval "$both" <data.ndjson >parts.ndjson
is 'each keeps the question, and says its part' 0 'wind by weather; temp max by location|wind by weather
wind by weather; temp max by location|temp max by location
average wind by month|null' "jq -r 'select(.goal) | .goal | \"\(.question)|\(.part)\"' parts.ndjson"
ok 'asked again, nothing is added' "$both <parts.ndjson | cmp - parts.ndjson"
like 'the mapping says what is drawn beside' 0 '"temp max" means the column temp_max, by its name: in a chart of its own' \
	"llmgoals --explain -q 'average wind and temp max by weather' <data.ndjson"
like 'an explanation says how it was read' 0 '"temp max" means the column temp_max, by its name: what is measured' \
	"llmgoals --explain -q 'average temp max by month' <data.ndjson"

# A model in place of the rules.
cat >model <<'EOF'
#!/bin/sh
jq -c '{goals: [.questions[] | {title: ., chart: "bar", datasets: ["weather"], x: "weather", y: null, aggregate: "count"}]}'
EOF
chmod +x model
is 'a model gets the whole text' 0 'wind by weather; temp max by location' \
	"llmgoals -p exec:./model -q 'wind by weather; temp max by location' <data.ndjson | jq -r 'select(.goal).goal.title'"
is 'exec:CMD answers in place of the rules' 0 'exec wind?' \
	"llmgoals -p exec:./model -q 'wind?' <data.ndjson | jq -r 'select(.kind == \"chart\").goal | \"\(.by.provider | split(\":\")[0]) \(.question)\"'"
is 'a goal that failed for a while is asked again' 0 'true' \
	"{ cat data.ndjson; echo '{\"kind\":\"chart\",\"id\":\"weather-1\",\"goal\":{\"ok\":false,\"again\":true,\"question\":\"wind by weather\"}}'; } | llmgoals -q 'wind by weather' | jq 'select(.id == \"weather-1\").goal.ok'"
done_testing
