# ---- a column's profile

# Counts as a small drawing.
def bars:
  map(numbers) | max as $most | select($most != null and $most > 0)
  | @html "<svg class=\"spark\" viewBox=\"0 0 \(length * 6) 24\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
    (keys[] as $i | (.[$i] / $most * 230 | ceil / 10) as $high
     | "<rect x=\"\($i * 6)\" y=\"\((240 - $high * 10 | round) / 10)\" width=\"5\" height=\"\($high)\"/>"), "</svg>";

# The commonest values, each with its part of the rows.
def common($rows):
  objects_of(.top)[:3] | map(select(.count | numbers > 0)) | select(. != []) | .[0].count as $most
  | "<ul class=\"common\">",
    (.[] | @html "<li><svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"\(.count / $most * 100 | round)\" height=\"1\"/></svg><bdi>\(.value | text | shorten(40))</bdi> <small>\(.count / $rows | percent)</small></li>"),
    "</ul>";

# Ids and columns whose values hardly ever come again have no shape to show.
def is_common($rows): (.type | IN("text", "boolean", "time")) and .role != "id" and .distinct <= ([$rows / 4, 5] | max);

def column($rows):
  @html "<tr><th scope=\"row\"><bdi>\(.name | text)</bdi> <small>\(.unit | text)</small>",
  @html "<small class=\"kind\">\([.type, .role] | map(strings) | if .[0] == .[1] then .[:1] else . end | join(" · "))</small></th><td>",
  if .role == "id" or (.min != null and .min == .max) then empty elif is_common($rows) then common($rows) else .histogram | objects | .counts | arrays | bars end,
  "</td><td>",
  if .min != null and .min == .max then @html "<span>always \(.min | day)</span>"
  elif .role == "id" and .min != null then @html "<span>\(.min | text) – \(.max | text)</span>"
  elif .min != null then @html "<span>\(.min | day) – \(.max | day)</span>"
  elif is_common($rows) then empty
  else .samples | arrays | @html "<span>such as \(map(text | shorten(24))[:3] | join(", "))</span>" end,
  (select(.role != "id").quartiles | arrays | .[1] | numbers | @html "<span>median \(number)</span>"),
  @html "</td><td class=\"n\" data-head=\"Distinct\">\(.distinct | number)</td><td class=\"n\" data-head=\"Missing\">",
  (.nulls + .invalid | default(0) | if . == 0 then "<span class=\"quiet\">none</span>" else . / $rows | percent | @html end), "</td></tr>\n";

def profile:
  .rows as $rows
  | "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Columns\"><table class=\"profile\"><thead><tr><th scope=\"col\">Column</th><th scope=\"col\">Values</th><th scope=\"col\">Range</th><th scope=\"col\" class=\"n\">Distinct</th><th scope=\"col\" class=\"n\">Missing</th></tr></thead><tbody>\n",
    (objects_of(.columns)[] | column($rows | numbers | select(. > 0) // 1)), "</tbody></table></div>\n";

# ---- a table of the data

def preview:
  {heads: [objects_of(.columns)[].name | text], number: [], rows: [.sample | arrays | .[:8][] | arrays | map(text)]}
  | select(.rows != []) | "<details><summary>First rows</summary>", table_html("First rows"), "</details>\n";

def warnings:
  objects_of(.warnings) | select(. != [])
  | "<ul class=\"warnings\">", (.[] | @html "<li>\(advice)</li>"), "</ul>\n";

def together:
  objects_of(.correlations) | map(select(.r | numbers | fabs >= 0.5))[:3] | select(. != [])
  | "<p class=\"note\">Moving together: " + (map(@html "\(.a | text) and \(.b | text) (r = \(.r * 100 | round / 100 | number))") | join("; ")) + ".</p>\n";

def facts: [(.rows | numbers | plural("row")), (objects_of(.columns) | length | plural("column")), period, (.source.bytes | numbers | size)];

def dataset:
  @html "<section class=\"dataset\"><h3>\(.id | text | humane)</h3><p class=\"note\">\([.source.path | strings] + facts | join(" · "))</p>\n",
  warnings, profile, preview, together, "</section>\n";

def relation:
  @html "<li><b>\(.from | join("."))</b> → <b>\(.to | join("."))</b> <small>\([(.cardinality | strings), (.overlap | numbers | percent + " found")] | join(", "))</small></li>";

def data_section:
  select(.datasets != [])
  | "<section id=\"data\"><h2>The data</h2>\n", (.datasets[] | safely(dataset; "<p class=\"note\">The line of this table could not be read.</p>\n")),
    (.relations | select(. != []) | "<h3>How the tables fit together</h3><ul class=\"plain\">", (.[] | safely(relation; empty)), "</ul>\n"),
    "</section>\n";
