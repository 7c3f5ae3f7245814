# The task "tell": what the table of a chart says.
include "prompts/lib/data";

# Rows of the data itself leave only as far as sample rows do; grouped ones are
# statistics.
def is_grouped: (.request.goal.aggregate // null) != null;
def most: if is_grouped then 120 else .share.rows end;
def cell_text: if . == null then "null" elif type == "number" then tostring else quoted end;
def numbers($i): [.request.table.rows[]? | .[$i] | numbers];
def summary: . as $all | [.request.table.columns // [] | to_entries[] | .key as $i | .value.name as $name
  | ($all | numbers($i)) | select(length > 0)
  | "column \($name | quoted): \(length) values, least \(min), most \(max), sum \(add), mean \(add / length)"] | join("\n");
def table: most as $most | (.request.table.rows // []) as $rows
  | "<data>\ncolumns \([.request.table.columns[]?.name | quoted] | join(" "))\n"
    + ([$rows[:$most][] | map(cell_text) | join(" ")] | join("\n"))
    + (if ($rows | length) > $most then "\n… \(($rows | length) - $most) rows more\n\(summary)" else "" end)
    + "\n</data>";

{system: (
"You say what a chart shows, to \(asked_by). \(law)

- Two or three short plain sentences, the most important first: what stands out, by how much, since when. No advice, no causes, no \"the chart shows\".
- Every number must be in the table, or be a rounding, sum, share, difference or ratio of numbers in it. Sentences with other numbers are dropped.
- Write numbers as people do: 1.2 million, 34%, $5,400."),
 user: (
"The question: \(.request.goal.question // .request.goal.title // "" | plain(500))
The chart: \(.request.chart | {type, x, y, series, x_label, y_label, y_format, y_unit, time_unit} | with_entries(select(.value != null)) | tojson | plain(1500))
The table\(if .request.table.truncated == true then ", which was cut (say so)" else "" end):
\(table)
\(background(3000))
Answer: {\"sentences\": [\"…\", \"…\"]}")}
