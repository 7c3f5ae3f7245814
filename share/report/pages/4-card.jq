# ---- the picture

# A drawing of very many marks would make the page slow and large: then its picture.
def heaviest: 200000;

def alt: "<img alt=\"", (first(.figure.alt, title | select(is_text)) | @html), "\" src=\"";
def canvas:
  if .inline and (.inline | length) <= heaviest then .inline
  elif .files.png then alt, "data:image/png;base64,", (.figure.png | @html), "\">"
  else alt, "data:image/svg+xml;base64,", (.figure.svg | @base64), "\">" end;

# A drawing with what the script tells of its marks.
def seen($class; f): "<div class=\"canvas\($class)\">", f, (.hover | strings | "<script type=\"application/json\" class=\"marks\">", ., "</script>"), "</div>";

# Drawn twice, the one that the page has room for is shown.
def picture:
  ([.narrow | objects | .inline | strings | length <= heaviest] == [true]) as $twice
  | "<figure class=\"drawing\">", seen(if $twice then " wide" else "" end; canvas), (select($twice) | .narrow | seen(" narrow"; .inline)), "</figure>\n",
  (if .stale then "<p class=\"note\">The numbers may be newer than this picture: run the pipeline again.</p>\n" else empty end);

# ---- what stands below it, closed

def details($class; $title; $count; body):
  [body] | select(. != []) | @html "<details class=\"\($class)\"><summary>" + ($title | @html) + (if $count == "" then "" else @html " <small>\($count)</small>" end) + "</summary>\n",
  .[], "</details>\n";

def code_block($title; f): [f | select(is_text)] | select(. != []) | @html "<h4>\($title)</h4><pre tabindex=\"0\"><code>\(.[0])</code></pre>\n";

def numbers_table:
  title as $title | (.cells | table_html("Numbers of " + $title)),
  (.cells.rows | length) as $shown | .cells.total as $n | (.table.total_rows | default($n)) as $all
  | if $shown < $n then @html "<p class=\"note\">The first \($shown) of \($all | number) rows; the rest is in \(.files.csv).</p>\n"
    elif $n < $all then @html "<p class=\"note\">The first \($n | number) of \($all | number) rows.</p>\n" else empty end;

def mapping:
  objects_of(.goal.mapping) | select(. != [])
  | "<h4>How the question was read</h4><ul class=\"plain\">",
    (.[] | if .words == null then @html "<li>nobody said: <b>\(.as | text)</b>"
      elif (.column // .value) == null then @html "<li>“\(.words | text)”: <b>\(.how | text)</b>"
      else @html "<li>“\(.words | text)” → <b>\(.column // .value | text)</b>\(if .how | is_text then " (\(.how))" else "" end)" end + "</li>"), "</ul>\n";

# What no reader took is no small print: the picture looks right without it.
def missed:
  [objects_of(.goal.mapping) | .[] | select(.how == "not understood") | "“\(.words | text)”"] | select(. != [])
  | @html "<p class=\"note\">Not understood, and left out: \(listed)</p>\n";

def makers:
  [(.goal.by | maker | "chosen by " + .), (.code.by | maker | "written by " + .), (.insight.by | maker | "told by " + .)] | select(. != [])
  | "<p class=\"note\">", (join(", ") | sentence | @html), "</p>\n";

def reasons: [.goal.rationale, .code.explanation] | map(select(is_text)) | unique[] | @html "<p>\(.)</p>\n";

def made:
  reasons, mapping, code_block("SQL"; .code.sql),
  code_block("gnuplot script"; .vet.script, .script, .code.gnuplot),
  ([objects_of(.attempts)[].error | fault] | select(. != [])
   | "<h4>Tried before</h4><ul class=\"plain\">", (.[] | "<li>", (.[0] | @html), "</li>"), "</ul>\n"),
  makers;

# What the lint says of the code, and of the table that it made.
def findings: objects_of(.vet.findings, .run.findings);
def notes:
  findings | select(. != [])
  | "<ul class=\"plain\">",
    (.[] | @html "<li><b>\(.message | text)</b>\(if .hint | is_text then " – \(.hint)" else "" end) <small>\(.rule | text)</small></li>"), "</ul>\n";

# ---- cards

def head:
  "<header>", (question | @html "<p class=\"question\">\(.)</p>"),
  "<h2>" + (title | @html) + "</h2>", missed, "</header>\n";

def insight: .insight | objects | select(.ok == true) | .text | select(is_text) | @html "<p class=\"insight\">\(.)</p>\n";

def not_drawn: .failure // .run.error // .figure.error;
def because: .failure // .table.error // .run.error // .figure.error // .vet.error // .code.error // .goal.error | fault;

def body:
  if .as == "number" then "<p class=\"single\">", (.cells.rows[0][0] | @html), "</p>\n", insight
  elif .as == "figure" then picture, insight
  elif .as == "table" then
    (select(not_drawn != null) | because | @html "<p class=\"note\">Shown as a table: \(.[0])</p>\n"), insight, numbers_table
  else
    "<div class=\"fault\"><p><b>This chart could not be made.</b> ",
    (because | (.[0] | @html), "</p>", (.[1] | strings | @html "<p>What to do: \(.)</p>")), "</div>\n"
  end;

def card:
  @html "<article class=\"card \(.as)\" id=\"chart-\(.n)\">", head, body,
  "<div class=\"more\">\n",
  (select(.as == "figure" and .cells.rows != []) | details("numbers"; "Numbers"; (.cells.total | plural("row")); numbers_table)),
  details("made"; "How it was made"; ""; made),
  details("checks"; "Checks"; (findings | length | plural("note")); notes),
  "</div></article>\n";

def cards: .charts[] | safely(card; "<article class=\"card error\"><div class=\"fault\"><p><b>The line of this chart could not be read.</b></p></div></article>\n");
