def rows_shown: 100;

def columns: objects_of(.table.columns);
def rows: [.table.rows | select(type == "array") | .[] | select(type == "array")];

# One number alone is a figure of speech, not a table.
def is_single: .as != "error" and (.table.ok == true) and (columns | length) == 1 and (rows | length) == 1 and (rows[0][0] | type) == "number";

# ---- the picture

# What a pointer finds: the marks of the drawing with their rows of the table.
def hover:
  (.figure.marks? // {}) as $marks
  | if ($marks.at? | type) == "array" and ($marks.at | length) > 0 then
      . as $chart | rows as $rows | columns as $columns
      | [range($columns | length) as $i | style_of($rows; $i)] as $styles
      | {by: ($marks.by? // "xy"), heads: ([$columns[].name | text | humane]),
         at: [$marks.at[] | select(type == "array") | .[2] as $row
              | .[:2] + [.[3], (if $row == null then null else ($rows[$row] // []) | [range(length) as $i | .[$i] | cell($styles[$i])] end)]]}
      | "<script type=\"application/json\" class=\"marks\">" + (tojson | split("<") | join("\\u003c")) + "</script>"
    else empty end;

# A drawing of very many marks would make the page slow and large: then its picture.
def heaviest: 200000;

def canvas:
  if .inline and (.inline | length) <= heaviest then .inline
  elif .figure.png2x or .figure.png then @html "<img alt=\"\(.figure.alt? // title)\" src=\"data:image/png;base64,", (.figure.png2x // .figure.png), "\">"
  else @html "<img alt=\"\(.figure.alt? // title)\" src=\"data:image/svg+xml;base64,", (.figure.svg | @base64), "\">" end;

def picture:
  "<figure class=\"drawing\"><div class=\"canvas\">", canvas, "</div>", hover, "</figure>\n",
  (if .stale then "<p class=\"note\">The numbers may be newer than this picture: run the pipeline again.</p>\n" else empty end);

# ---- what stands below it, closed

def details($class; $title; $count; body):
  [body] | select(. != []) | @html "<details class=\"\($class)\"><summary>" + ($title | @html) + (if $count == "" then "" else @html " <small>\($count)</small>" end) + "</summary>\n",
  .[], "</details>\n";

def code_block($title; f): [f | select(is_text)] | select(. != []) | @html "<h4>\($title)</h4><pre tabindex=\"0\"><code>\(.[0])</code></pre>\n";

def numbers_table:
  table_html(columns; rows; units; rows_shown; "Numbers of " + title),
  (.table.total_rows // (rows | length)) as $total | (rows | length) as $n
  | if $n > rows_shown then @html "<p class=\"note\">The first \(rows_shown) of \($total | number) rows; \(if $total > $n then "the first \($n | number)" else "all" end) are in \(.files.csv).</p>\n"
    elif .table.truncated == true then @html "<p class=\"note\">The first \($n | number) of \($total | number) rows.</p>\n" else empty end;

def mapping:
  objects_of(.goal.mapping?) | select(. != [])
  | "<h4>How the question was read</h4><ul class=\"plain\">",
    (.[] | @html "<li>“\(.words | text)” → <b>\(.column // .value | text)</b>\(if .how | is_text then " (\(.how))" else "" end)</li>"), "</ul>\n";

def makers:
  [["Chosen by", .goal.by?], ["written by", .code.by?], ["told by", .insight.by?]]
  | map([.[0], (.[1] | maker)] | select(.[1])) | select(. != [])
  | @html "<p class=\"note\">\(map(join(" ")) | join(", ")).</p>\n";

def reasons: [.goal.rationale?, .code.explanation?] | map(select(is_text)) | unique[] | @html "<p>\(.)</p>\n";

def made:
  reasons, mapping, code_block("SQL"; .code.sql?),
  code_block("gnuplot script"; (.vet.script? // .code.gnuplot?)),
  ([objects_of(.attempts?)[].error? | select(type == "object")] | select(. != [])
   | "<h4>Tried before</h4><ul class=\"plain\">", (.[] | @html "<li>\(.message | text)</li>"), "</ul>\n"),
  makers;

def findings: objects_of(.vet.findings?);
def notes:
  findings | select(. != [])
  | "<ul class=\"plain\">",
    (.[] | @html "<li><b>\(.message | text)</b>\(if .hint | is_text then " – \(.hint)" else "" end) <small>\(.rule | text)</small></li>"), "</ul>\n";

# ---- cards

def head:
  "<header>", (question | @html "<p class=\"question\">\(.)</p>"),
  "<h2>" + (title | @html) + "</h2></header>\n";

def insight: .insight | objects | select(.ok == true) | .text | select(is_text) | @html "<p class=\"insight\">\(.)</p>\n";

def because: .failure // .table.error // .run.error // .vet.error // .code.error // .goal.error | fault;

def body:
  if is_single then (rows[0][0] | @html "<p class=\"single\">\(number)</p>\n"), insight
  elif .as == "figure" then picture, insight
  elif .as == "table" then
    (select(.failure != null) | because | @html "<p class=\"note\">Shown as a table: \(.message | sentence)</p>\n"),
    insight, numbers_table
  else
    (because
     | @html "<div class=\"fault\"><p><b>This chart could not be made.</b> \(.message | sentence)</p>",
       (.hint | select(is_text) | @html "<p>What to do: \(sentence)</p>"), "</div>\n")
  end;

def card:
  @html "<article class=\"card \(.as)\" id=\"chart-\(.n)\">", head, body,
  "<div class=\"more\">\n",
  (select(.as == "figure" and (is_single | not)) | details("numbers"; "Numbers"; (rows | length | plural("row")); numbers_table)),
  details("made"; "How it was made"; ""; made),
  details("checks"; "Checks"; (findings | length | plural("note")); notes),
  "</div></article>\n";
