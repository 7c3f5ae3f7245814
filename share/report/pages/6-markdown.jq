# Text of others as Markdown that shows it and does nothing.
def md: text | gsub("[\\r\\n\\t]+"; " ") | gsub("(?<c>[\\\\`*_{}\\[\\]<>#|~!&])"; "\\" + .c);

def md_table($columns; $rows; $most):
  ($rows[:$most]) as $rows
  | [range($columns | length) as $i | style_of($rows; $i)] as $styles
  | "| " + ([$columns[].name | text | humane | md] | join(" | ")) + " |\n",
    "| " + ([$styles[] | if .number then "--:" else "---" end] | join(" | ")) + " |\n",
    ($rows[] | . as $row | "| " + ([range($columns | length) as $i | $row[$i] | cell($styles[$i]) | md] | join(" | ")) + " |\n");

def md_numbers($most):
  md_table(columns; rows; $most), "\n",
  (rows | length | select(. > $most) | "The first \($most) of \(number) rows.\n\n");

def fence: [match("`+"; "g").length] | ([3] + map(. + 1) | max) as $n | "`" * $n;
def md_code($name): select(is_text) | fence as $f | "\($f)\($name)\n\(.)\n\($f)\n\n";

def md_picture:
  if .files.svg or .files.png then "![" + (.figure.alt? // title | md) + "](\(.files.png // .files.svg))\n\n" else empty end;

def md_files: [.files[]] | select(. != []) | "Files: " + (map("[\(.)](\(.))") | join(", ")) + "\n\n";

def md_card:
  "## " + (title | md) + "\n\n", (question | "*" + md + "*\n\n"),
  (if is_single then "**" + (rows[0][0] | number | md) + "**\n\n"
   elif .as == "figure" then md_picture
   elif .as == "table" then md_numbers(20)
   else because | "**This chart could not be made.** " + (.message | sentence | md) + (if .hint | is_text then " What to do: " + (.hint | sentence | md) else "" end) + "\n\n" end),
  (.insight | objects | select(.ok == true) | .text | select(is_text) | md + "\n\n"),
  (select(.as == "figure" and (is_single | not)) | "<details><summary>Numbers</summary>\n\n", md_numbers(50), "</details>\n\n"),
  (.code.sql? | select(is_text) | "<details><summary>SQL</summary>\n\n", md_code("sql"), "</details>\n\n"),
  md_files;

def md_dataset:
  "### " + (.id | text | humane | md) + "\n\n"
  + ([(.source.path? | select(is_text)), (.rows | numbers | plural("row")), (objects_of(.columns) | length | plural("column")), period] | map(md) | join(" · ")) + "\n\n",
  (objects_of(.warnings)[] | "- " + (.message | sentence | md) + "\n"), "\n",
  (.rows as $rows | "| Column | Type | Distinct | Missing | From | To |\n| --- | --- | --: | --: | --: | --: |\n",
   (objects_of(.columns)[] | "| " + ([.name, .type, (.distinct | number), ((.nulls // 0) | number), (.min | if . == null then "" else day end), (.max | if . == null then "" else day end)] | map(md) | join(" | ")) + " |\n")),
  "\n";

def markdown:
  "# " + (report_title | md) + "\n\n",
  (.charts[] | md_card),
  (select(.datasets != []) | "## The data\n\n", (.datasets[] | md_dataset)),
  (failures | select(. != []) | "## What could not be done\n\n", (.[] | "- **" + (.who | md) + "** " + (.what.message | sentence | md) + (if .what.hint | is_text then " " + (.what.hint | sentence | md) else "" end) + "\n"), "\n"),
  "Made by vizpipe \(.version).\n";
