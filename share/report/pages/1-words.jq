# Numbers, dates and sizes as people read them.

# "1234567" -> "1,234,567"
def grouped: if length > 3 then (.[:-3] | grouped) + "," + .[-3:] else . end;

# One number alone, to about four digits, with a true minus sign.
def number:
  if type != "number" then "–"
  else (if . < 0 then "−" else "" end)
    + (fabs | if . == floor or . > 9999 then round else pow(10; 3 - (log10 | floor)) as $p | . * $p | round / $p end
       | tostring | split(".") | [(.[0] | grouped), .[1:][]] | join(".")) end;

def plural($one): number + " " + $one + (if . == 1 then "" else "s" end);

def size: if . < 1e6 then "\(. / 1e3 | ceil) kB" elif . < 1e9 then "\(. / 1e6 | number) MB" else "\(. / 1e9 | number) GB" end;

def percent: . * 100 | if . > 0 and . < 0.1 then "< 0.1 %" elif . < 10 then "\(. * 10 | round / 10) %" else "\(floor) %" end;

# "2024-01-03", with or without a time -> "3 Jan 2024"
def day: if type == "number" then number else (try (.[:10] | strptime("%Y-%m-%d") | mktime | strftime("%-d %b %Y")) catch null) // . end;

# "sales_lines" -> "Sales lines"; the other capitals are the name's own.
def spaced: gsub("[_\\s]+"; " ") | ltrimstr(" ");
def capital: if . == "" then . else (.[:1] | ascii_upcase) + .[1:] end;
def humane: spaced | capital;

def shorten($n): if length > $n then .[:$n - 1] + "…" else . end;
def default($d): if . == null then $d else . end;
def text: if type == "string" then . elif . == null then "" else tojson end;
def listed: if length < 2 then add // "" else (.[:-1] | join(", ")) + " and " + .[-1] end;
def objects_of(f): [f | arrays | .[] | objects];

# Error messages have no full stop, and start small; on a page they are sentences,
# but a file's name that one starts with stays as it is.
def sentence: text | if test("^[a-z]+[ ,]") then capital else . end | if test("[.!?…]$") then . else . + "." end;

# What is wrong, and what to do.
def advice: [.message, .hint] | map(select(type == "string" and . != "") | sentence) | join(" ");

# ---- what the lines say

def is_text: type == "string" and . != "";
def title: first((.code.chart.title?, .goal.title, .goal.question, .id) | select(is_text)) // "Chart";
# The question, where the title does not just repeat it.
def question: title as $title | .goal.question | select(is_text and ascii_downcase != ($title | ascii_downcase));

# All of f, or where something in a line is not what it should be, g instead.
def safely(f; g): (try [f] catch [g])[];

# Who made it: {"provider":…,"model":…}.
def maker: objects | if .provider == "builtin" then "built-in rules" else [.model, .provider | strings] | select(. != []) | join(" via ") end;

# A failed stage's error as sentences: what, and what to do.
def fault: objects // {} | [(.message | default("it failed") | sentence), (.hint | select(is_text) | sentence)];

# A stream's head: the title, and facts about the data.  A span is [from, to].
def span: first(objects_of(.columns)[] | select((.role == "time" or .type == "date") and .min != null and .max != null)) | [.min, .max];
def said(f): if all(tostring | endswith("-01-01")) then map(.[:4]) else map(f) end | if .[0] == .[1] then .[0] else join(" – ") end;
def period: span | said(day);
# As short as a tile has room for.
def month: day | tostring | sub("^[0-9]+ "; "");

def report_title:
  if .title | is_text then .title
  elif .datasets == [] then "Report"
  elif .datasets | length <= 3 then [.datasets[].id | text | spaced] | listed | capital
  else "\(.datasets | length) tables" end;

def layout_name:
  .layout // (if (.datasets | length) > 1 or (.charts | length) > 6 then "dashboard" else "report" end);

# What went wrong: error lines, and files that could not be read.
def failures:
  [.errors[] | select(.kind == "error" or .ok == false) | [(.stage | if is_text then . else "csvsum" end), (.error | fault)[]]];
