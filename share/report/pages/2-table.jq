# How to write a column: {number, decimals, plain}.  Years are not grouped.
def style_of($rows; $i):
  [$rows[][$i] | select(. != null)] as $all
  | if $all != [] and ($all | all(type == "number"))
    then {number: true, decimals: ($all | decimals), plain: ($all | all(. == floor and . >= 1500 and . <= 2200))}
    else {number: false} end;

def cell($style):
  if . == null then "–"
  elif type == "number" then if $style.plain then tostring elif fabs < 1e-7 and . != 0 then tostring else fixed($style.decimals // 3) end
  elif type == "string" then . else tojson end;

# The units that the chart names for its columns, by column name.
def units: [(.code.chart? // {}) | ([.x, .x_unit], [.y, .y_unit]) | select((.[0] | is_text) and (.[1] | is_text)) | {(.[0]): .[1]}] | add // {};

# A table as HTML; at most $most rows.  $caption is for screen readers.
def table_html($columns; $rows; $units; $most; $caption):
  ($rows[:$most]) as $rows
  | [range($columns | length) as $i | style_of($rows; $i)] as $styles
  | @html "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\($caption)\"><table class=\"data\"><thead><tr>",
    (range($columns | length) as $i
     | ($columns[$i].name | text) as $name
     | @html "<th scope=\"col\"\(if $styles[$i].number then " class=n" else "" end)>\($name | humane)\($units[$name] | if . then " (\(.))" else "" end)</th>"),
    "</tr></thead><tbody>\n",
    ($rows[] | . as $row | "<tr>" + ([range($columns | length) as $i
      | (if $styles[$i].number then "<td class=\"n\">" else "<td>" end) + ($row[$i] | cell($styles[$i]) | @html) + "</td>"] | add) + "</tr>\n"),
    "</tbody></table></div>";
