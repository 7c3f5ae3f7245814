# The task "code": the SQL and the chart of a goal.
include "prompts/lib/data";

def goal: without_cells(.request.goal // {}) | {question, title, chart, datasets, x, y, series, facet, size, aggregate,
    time_unit, bin, filter, sort, limit} | with_entries(select(.value != null and .value != []));

# What a stage that has read the data said may hold cells of it: below "stats" only
# the code of its error is told.
def told($all): .error as $e
  | if ($all | may("stats")) or $e.stage == "vet" or $e.stage == "code" then
      [$e.code, $e.message, $e.hint, ($e.findings[]? | select(.level != "info")
        | "line \(.line // 0): \(.message // .rule)\(if .hint then " (\(.hint))" else "" end)")]
    else [$e.code] end
  | map(strings | plain(300)) | join("; ");
def tries: . as $all | without_cells(.request.attempts // []) | map(select(type == "object"))
  | map("- SQL: \(.code.sql // "none" | plain(1500))"
      + (if .code.gnuplot then "\n  gnuplot: \(.code.gnuplot | plain(1500))" else "" end)
      + "\n  failed: \(told($all))") | join("\n");

# Changes of a chart that is drawn, and by what it is.
def edits: (.request.edits // [] | map(strings)) as $edits | (.request.code.edits // 0) as $made
  | if $edits == [] then "" else
      (if .request.code.sql then "\nIt is drawn now by \(without_cells(.request.code | {sql, chart, gnuplot} | with_entries(select(.value != null)))
          | tojson | plain(4000))\nKeep what these changes do not touch.\n" else "" end)
      + (if $made > 0 and .request.code.sql then "Changes made already:\n\($edits[:$made] | map("- \(plain(1000))") | join("\n"))\n" else "" end)
      + "Changes to make now:\n" + ($edits[if .request.code.sql then $made else 0 end:] | map("- \(plain(1000))") | join("\n"))
      + "\nchart.title: a new title where the question's no longer fits, else null.\n" end;

# Of the functions that csvquery offers what they give only where the name does
# not say it: half the tokens.
def functions: (.functions // "count sum avg min max") | split("\n")
  | reduce .[] as $line ({group: "", out: []};
      if $line | startswith("#") or . == "" then .
      elif $line | startswith("[") then .group = $line
      elif .group == "[aggregates]" or .group == "[dates]" then .out += [$line | sub("  +"; ": ")]
      else .out += [$line | split("  ")[0]] end)
  | .out | (map(select(contains(": "))) | join("\n")) + "\n" + (map(select(contains(": ") | not)) | join(", "));

def may_script: (.style // "auto") != "typed" and .request.level != "typed";

{system: (
"You write SQL for charts that \(asked_by) reads. \(law)

sql: one SELECT for SQLite over the listed tables, columns spelled exactly as listed, in double quotes where they are not plain names.
- It returns what is drawn: one row a mark, columns with short lower-case names, in drawing order; sums and groups are made in SQL.
- At most 1,000 rows: group, or take the top 20 categories; ORDER BY the time where x is one.
- However the file spells them, SQL sees plain numbers, dates as ISO 8601 text, booleans as 0 or 1, empty cells as NULL.
- No functions but these:
\(functions | plain(6000))

chart: how it is drawn. x, y, series, facet and size name columns of the result.
- type: bar, line, area, scatter, bubble (with size), pie, histogram (x: raw values, y null), box (x: group, y: raw values), heatmap (x, series, y: value), table (nothing is drawn, the rows are shown: where names or single values answer best).
- series: its values are told apart by colour; stack for parts of a whole; share for 100 %.
- x_label and y_label: plain words; y_format: plain, integer, money, percent (45 is 45 %), share (0.45 is 45 %); y_unit: unit or currency sign.
- time_unit where x is a time.
"
+ (if may_script then
"gnuplot: null, unless " + (if .style == "custom" then "you can draw it better yourself" else "no type fits" end)
+ ": then chart.type is custom, and gnuplot a script for gnuplot 5.4 that only draws: the rows of sql are the file DATA (tabs, a header line; plot DATA using 1:2 …;
where chart names a series, it is spread wide: x, then one column a series), NROWS and NCOLS are set, terminal and output are set already; no set terminal, output, load, call, system or !."
else "gnuplot: null." end)),
 user: (
datasets + "\n" + background(6000)
+ "\nThe chart to make: \(goal | tojson | plain(4000))\n"
+ (if may("stats") then "" else "[value] stands for what you are not shown of the data: find it in SQL, as by (SELECT max(…) …).\n" end)
+ edits
+ (if tries != "" then "\nThese tries failed; do it another way:\n\(tries)\n" else "" end)
+ "\nAnswer: {\"sql\": \"SELECT …\", \"chart\": {\"type\", \"x\", \"y\", \"series\", …}, \"gnuplot\": null, \"explanation\": \"…\"}")}
