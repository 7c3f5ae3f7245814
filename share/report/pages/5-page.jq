# The page runs only its own script, and loads nothing.
def policy: "default-src 'none'; script-src '\(.script.hash)'; style-src '\(.style.hash)'; img-src data:; base-uri 'none'; form-action 'none'";

def headline:
  if (.datasets | length) == 1 then .datasets[0] | facts + [.source.path? | select(is_text)] | join(" · ")
  elif (.datasets | length) > 1 then
    [(.datasets | length | plural("table")), ([.datasets[].rows | numbers] | add // 0 | plural("row"))] | join(" · ")
  else empty end;

def tile($name): @html "<div class=\"tile\"><dt>\($name)</dt><dd>\(.)</dd></div>";

def tiles:
  "<dl class=\"tiles\">",
  (([.datasets[].rows | numbers] | add // 0) | number | tile("Rows")),
  (if (.datasets | length) > 1 then .datasets | length | number | tile("Tables")
   else .datasets[0]? | objects_of(.columns) | length | number | tile("Columns") end),
  ([.datasets[] | period][0] | select(. != null) | tile("Period")),
  (.charts[] | select(is_single) | rows[0][0] as $v | title as $name | $v | number | tile($name)),
  "</dl>\n";

def contents:
  [.charts[] | select(.as != "error")] | select(length > 2)
  | "<nav aria-label=\"Charts\"><ol>", (.[] | @html "<li><a href=\"#chart-\(.n)\">\(title)</a></li>"), "</ol></nav>\n";

def failed:
  failures | select(. != [])
  | "<section id=\"failed\"><h2>What could not be done</h2><ul class=\"plain\">",
    (.[] | @html "<li><b>\(.who)</b> \(.what.message | sentence)", (.what.hint | select(is_text) | @html " \(sentence)"), "</li>\n"), "</ul></section>\n";

def nothing: select(.charts == []) | "<p class=\"nothing\">There is no chart in this report.</p>\n";

def page:
  layout_name as $layout | report_title as $title
  | "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
    @html "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">\n",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n",
    "<link rel=\"icon\" href=\"data:,\">\n",
    @html "<title>\($title)</title>\n<style>", .style.text,
    @html "</style>\n</head>\n<body class=\"\($layout)\">\n<main>\n<header class=\"top\">\n<h1>\($title)</h1>\n",
    (headline | @html "<p class=\"facts\">\(.)</p>\n"), "</header>\n",
    (if $layout == "dashboard" then tiles else contents end),
    nothing, "<div class=\"cards\">\n", (.charts[] | card), "</div>\n",
    data_section, failed,
    @html "<footer><p>Made by vizpipe \(.version). Every chart tells how it was made.</p></footer>\n</main>\n<script>",
    .script.text, "</script>\n</body>\n</html>\n";
