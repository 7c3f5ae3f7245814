# ---- a column's profile

# Bars of a histogram as a small drawing.
def bars($counts):
  ($counts | max) as $most | ($counts | length) as $n
  | select($n > 0 and $most > 0)
  | "<svg class=\"spark\" viewBox=\"0 0 \($n * 6) 24\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
    + ([range($n) as $i | ($counts[$i] / $most * 23 | if . > 0 and . < 1 then 1 else . end * 10 | round / 10) as $h
        | select($h > 0) | "<rect x=\"\($i * 6)\" y=\"\(24 - $h)\" width=\"5\" height=\"\($h)\"/>"] | add // "") + "</svg>";

# The commonest values, each with its part of the rows.
def top($rows):
  objects_of(.top)[:3] | select(. != [])
  | (map(.count // 0) | max) as $most
  | "<ul class=\"top\">",
    (.[] | (.count // 0) as $n
     | "<li><svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"\($n / ([$most, 1] | max) * 100 | round)\" height=\"1\"/></svg>"
       + (.value | text | shorten(40) | @html "<bdi>\(.)</bdi>") + @html " <small>\(if $rows > 0 then $n / $rows | percent else $n end)</small></li>"),
    "</ul>";

# Ids and columns whose values hardly ever come again have no shape to show.
def has_shape: .role != "id" and (([objects_of([.histogram])[].counts? | length] | add // 0) > 1);
def has_top($rows): .type == "boolean" or (.role != "id" and (.type == "text" or .type == "time") and .distinct != null and .distinct <= ([$rows / 4, 5] | max));

def spread($rows):
  if has_shape then bars(.histogram.counts) elif has_top($rows) then top($rows) else empty end;

def said($rows):
  if .min != null and .max != null then "\(.min | day) – \(.max | day)"
  elif has_top($rows) then empty
  else (.samples? | select(type == "array") | map(text | shorten(24))[:3] | select(. != []) | "such as " + join(", ")) end,
  if .type == "integer" or .type == "number" then
    select(.role != "id") | [(.quartiles[1]? | numbers | "median " + number), (.mean | numbers | "mean " + number)] | select(. != []) | join(" · ")
  else empty end;

def column($rows):
  "<tr><th scope=\"row\">" + (.name | text | @html "<bdi>\(.)</bdi>") + (if .unit | is_text then @html " <small>\(.unit)</small>" else "" end)
  + @html "<small class=\"kind\">\([.type, .role] | map(text | select(. != "")) | unique | join(" · "))</small></th>"
  + "<td>" + ([spread($rows)] | add // "") + "</td>"
  + "<td>" + ([said($rows)] | map(@html "<span>\(.)</span>") | join("")) + "</td>"
  + (@html "<td class=\"n\" data-head=\"Distinct\">\(.distinct | number)</td>")
  + "<td class=\"n\" data-head=\"Missing\">" + (((.nulls // 0) + (.invalid // 0)) as $gone
     | if $gone == 0 then "<span class=\"quiet\">none</span>" else @html "\(if $rows > 0 then $gone / $rows | percent else $gone end)" end) + "</td></tr>\n";

def profile:
  .rows as $rows
  | "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Columns\"><table class=\"profile\"><thead><tr><th scope=\"col\">Column</th><th scope=\"col\">Values</th><th scope=\"col\">Range</th><th scope=\"col\" class=\"n\">Distinct</th><th scope=\"col\" class=\"n\">Missing</th></tr></thead><tbody>\n",
    (objects_of(.columns)[] | column($rows // 0)), "</tbody></table></div>\n";

# ---- a table of the data

def preview:
  [.sample | select(type == "array") | .[] | select(type == "array")][:8] as $rows
  | select($rows != [])
  | "<details><summary>First rows</summary>", table_html(objects_of(.columns); $rows; {}; 8; "First rows"), "</details>\n";

def warnings:
  objects_of(.warnings) | select(. != [])
  | "<ul class=\"warnings\">", (.[] | @html "<li>\(.message | sentence)</li>"), "</ul>\n";

def together:
  objects_of(.correlations) | map(select((.r | type) == "number" and (.r | fabs) >= 0.5))[:3] | select(. != [])
  | "<p class=\"note\">Moving together: " + (map(@html "\(.a | text) and \(.b | text) (r = \(.r | fixed(2)))") | join("; ")) + ".</p>\n";

def facts: [(.rows | numbers | plural("row")), (objects_of(.columns) | length | plural("column")), period, (.source.bytes? | numbers | size)];

def dataset:
  @html "<section class=\"dataset\"><h3>\(.id | text | humane)</h3><p class=\"note\">\([.source.path? | select(is_text)] + facts | join(" · "))</p>\n",
  warnings, profile, preview, together, "</section>\n";

def relation:
  if (.from | type) == "array" and (.to | type) == "array"
  then @html "<li><b>\(.from | map(text) | join("."))</b> → <b>\(.to | map(text) | join("."))</b>"
    + ([(.cardinality | select(is_text)), (.overlap | numbers | percent + " found")] | select(. != []) | join(", ") | @html " <small>\(.)</small>") + "</li>"
  else @html "<li>\(.id | text)</li>" end;

def data_section:
  select(.datasets != [])
  | "<section id=\"data\"><h2>The data</h2>\n", (.datasets[] | dataset),
    (.relations | select(. != []) | "<h3>How the tables fit together</h3><ul class=\"plain\">", (.[] | relation), "</ul>\n"),
    "</section>\n";
