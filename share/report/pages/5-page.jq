# The page runs only its own script, and loads nothing.
def policy: "default-src 'none'; script-src '\(.script.hash)'; style-src '\(.style.hash)'; img-src data:; base-uri 'none'; form-action 'none'";

def headline:
  .datasets | if length == 1 then .[0] | safely(facts + [.source.path | strings] | join(" · "); empty)
  elif length > 1 then (length | plural("table")) + " · " + (map(.rows | numbers) | add | plural("row")) else empty end;

def tile($name): @html "<div class=\"tile\"><dt>\($name)</dt><dd>\(.)</dd></div>";

def tiles:
  "<dl class=\"tiles\">",
  (.datasets | select(. != [])
   | (map(.rows | numbers) | add | number | tile("Rows")),
     if length > 1 then length | tile("Tables") else .[0].columns | arrays | length | tile("Columns") end,
     (map(safely(span; empty)) | select(. != []) | [(map(.[0]) | min), (map(.[1]) | max)] | said(month) | tile("Period"))),
  (.charts[] | select(.as == "number") | title as $title | .cells.rows[0][0] | tile($title)),
  "</dl>\n";

def contents:
  [.charts[] | select(.as != "error")] | select(length > 2)
  | "<nav aria-label=\"Charts\"><ol>", (.[] | @html "<li><a href=\"#chart-\(.n)\">\(title | gsub("–"; "\u2060–\u2060"))</a></li>"), "</ol></nav>\n";

def failed:
  failures | select(. != [])
  | "<section id=\"failed\"><h2>What could not be done</h2><ul class=\"plain\">",
    (.[] | "<li><b>", (.[0] | @html), "</b>", (.[1:][] | @html " \(.)"), "</li>\n"), "</ul></section>\n";

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
    nothing, "<div class=\"cards\">\n", cards, "</div>\n",
    data_section, failed,
    @html "<footer><p>Made by vizpipe \(.version). Every chart tells how it was made.</p></footer>\n</main>\n<script>",
    .script.text, "</script>\n</body>\n</html>\n";
