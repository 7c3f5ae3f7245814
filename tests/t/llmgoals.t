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
like 'an explanation says how it was read' 0 '"temp max" means the column temp_max, by its name: what is measured' \
	"llmgoals --explain -q 'average temp max by month' <data.ndjson"

# A model in place of the rules.
cat >model <<'EOF'
#!/bin/sh
jq -c '{goals: [.questions[] | {title: ., chart: "bar", datasets: ["weather"], x: "weather", y: null, aggregate: "count"}]}'
EOF
chmod +x model
is 'exec:CMD answers in place of the rules' 0 'exec wind?' \
	"llmgoals -p exec:./model -q 'wind?' <data.ndjson | jq -r 'select(.kind == \"chart\").goal | \"\(.by.provider | split(\":\")[0]) \(.question)\"'"
is 'a goal that failed for a while is asked again' 0 'true' \
	"{ cat data.ndjson; echo '{\"kind\":\"chart\",\"id\":\"weather-1\",\"goal\":{\"ok\":false,\"again\":true,\"question\":\"wind by weather\"}}'; } | llmgoals -q 'wind by weather' | jq 'select(.id == \"weather-1\").goal.ok'"
done_testing
