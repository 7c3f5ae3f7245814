# A goal on one line, for the golden files.
def agg($a; $c): if $a == null then ($c // "rows") elif $c == null then $a else "\($a)(\($c))" end;
def value: if type == "array" then map(value) | join(",") elif type == "object" then "\(.aggregate)()" else tostring end;
def cond: if .any then .any | map(cond) | join(" or ") else .column + " " + .op + (if has("value") then " " + (.value | value) else "" end) end;
select(.kind == "chart" and .goal.question != null) | .goal |
if .ok then [.chart + (if .stack then " stacked" else "" end) + (if .share then " share" else "" end),
  (if .x then "x " + agg(.x_aggregate; .x) else empty end),
  "y " + if .measures then .measures | map(agg(.aggregate; .y)) | join(", ") else agg(.aggregate; if .times then "\(.y) * \(.times)" else .y end) end,
  (if .series then "series " + .series else empty end),
  (if .facet then "facet " + .facet else empty end),
  (if .time_unit then "unit " + .time_unit else empty end),
  (if .bin == null then empty elif .bin == true then "bins" else "bin " + (.bin | to_entries[0] | "\(.key) \(.value)") end),
  (.filter[] | "where " + cond),
  (if .having then "having " + .having.op + " " + (.having.value | value) else empty end),
  (if .sort then "sort " + (if .sort.aggregate then agg(.sort.aggregate; .sort.by) else .sort.by end) + " " + .sort.order else empty end),
  (if .limit then "limit \(.limit)" else empty end)] | join("; ")
else .error.code end
