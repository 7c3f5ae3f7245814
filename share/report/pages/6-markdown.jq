# Text of others as Markdown that shows it and does nothing.
def md: text | gsub("[\\r\\n\\t]+"; " ") | gsub("(?<c>[\\\\`*_{}\\[\\]<>#|~!&])"; "\\" + .c);

def md_row: "|", (.[] | " ", md, " |"), "\n";

def md_numbers($most):
  .cells | (.heads | md_row), "|", (.number[] | if . then " --: |" else " --- |" end), "\n", (.rows[:$most][] | md_row), "\n",
  (select(.total > $most) | "The first \($most) of \(.total | number) rows.\n\n");

def fence: [match("`+"; "g").length] | ([3] + map(. + 1) | max) as $n | "`" * $n;
def md_code($name): select(is_text) | fence as $f | "\($f)\($name)\n\(.)\n\($f)\n\n";

def md_picture: "![", (.figure.alt | text | md), "](", (.files | .png // .svg), ")\n\n";

def md_files: [.files[]] | select(. != []) | "Files: " + (map("[\(.)](\(.))") | join(", ")) + "\n\n";

def md_card:
  "## ", (title | md), "\n\n", (question | "*", md, "*\n\n"),
  (if .as == "number" then "**", (.cells.rows[0][0] | md), "**\n\n"
   elif .as == "figure" then md_picture
   elif .as == "table" then (select(not_drawn != null) | "Shown as a table: ", (because | .[0] | md), "\n\n"), md_numbers(20)
   else "**This chart could not be made.** ", (because | join(" What to do: ") | md), "\n\n" end),
  (.insight | select(.ok == true) | .text | select(is_text) | md, "\n\n"),
  (findings[] | "- ", (.message | text | sentence | md), (.hint | select(is_text) | sentence | " " + md), "\n"),
  (select(findings != []) | "\n"),
  (select(.as == "figure" and .cells.rows != []) | "<details><summary>Numbers</summary>\n\n", md_numbers(50), "</details>\n\n"),
  (.code.sql | select(is_text) | "<details><summary>SQL</summary>\n\n", md_code("sql"), "</details>\n\n"),
  md_files;

def md_dataset:
  "### ", (.id | text | humane | md), "\n\n", ([.source.path | strings] + facts | join(" · ") | md), "\n\n",
  (objects_of(.warnings)[] | "- ", (advice | md), "\n"), "\n",
  (["Column", "Type", "Distinct", "Missing", "From", "To"] | md_row), "| --- | --- | --: | --: | --: | --: |\n",
  (objects_of(.columns)[] | [(.name, .type), (.distinct, .nulls | number), (.min, .max | if . == null then "" else day end)] | md_row), "\n";

def markdown:
  "# ", (report_title | md), "\n\n",
  (.charts[] | safely(md_card; "**The line of this chart could not be read.**\n\n")),
  (.datasets | select(. != []) | "## The data\n\n", (.[] | safely(md_dataset; empty))),
  (failures | select(. != []) | "## What could not be done\n\n", (.[] | "- **", (.[0] | md), "** ", (.[1:] | join(" ") | md), "\n"), "\n"),
  "Made by vizpipe \(.version).\n";
