# The task "goals": which charts are worth drawing.
include "prompts/lib/data";

def columns_of: [.x, .y, .series, .facet, .size] | map(strings) | join(", ");
def before: without_cells(.request.history // []) | map(select(type == "object")) | .[-10:]
  | map("- \((.question // .title // "") | plain(200)) (\(.chart // "chart") of \(columns_of))") | join("\n");

{system: (
"You are a data analyst who plans charts for \(asked_by). \(law)

Plan charts that each answer one question a reader would really ask.
- Use only tables and columns that are listed, spelled exactly as they are.
- chart: bar to compare categories, line or area for change over time, scatter for two measures (x and y), bubble for three (size),
  histogram for the spread of one measure, box for its spread by group, heatmap for two categories, pie for at most six parts of a whole.
- y with aggregate: what is measured; y null and aggregate count to count rows. scatter, histogram and box need no aggregate.
- time_unit where x is a date: as coarse as shows the change. filter, sort and limit only where the question needs them.
- Never measure or group by an identifier. Do not plan the same chart twice.
- title says what is shown in at most 70 characters."),
 user: (
datasets + "\n" + background(12000)
+ (if before != "" then "\nAlready drawn, do not repeat; questions may refer to the last one:\n\(before)\n" else "" end)
+ (if (.request.questions // [] | length) > 0
   then "\nPlan exactly one chart for each of these questions, in their order:\n"
     + ([.request.questions | to_entries[] | "\(.key + 1). \(.value | plain(1000))"] | join("\n"))
   else "\nPlan the \(.request.n // 5) most telling charts, the best first, each about something else." end)
+ "\nAnswer: {\"goals\": [{\"question\", \"title\", \"chart\", \"datasets\", \"x\", \"y\", \"series\", \"facet\", \"size\", \"aggregate\", "
+ "\"time_unit\", \"filter\": [{\"column\", \"op\", \"value\"}], \"sort\": {\"by\", \"order\"}, \"limit\", \"rationale\"}]}")}
