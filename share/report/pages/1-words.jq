# Numbers, dates and sizes as people read them.

# "1234567" -> "1,234,567"
def grouped: if length > 3 then (.[:-3] | grouped) + "," + .[-3:] else . end;

# A number with $d decimals, digits grouped, and a true minus sign.
def fixed($d):
  if . < 0 then (-. | fixed($d)) | if test("[1-9]") then "−" + . else . end
  elif . >= 1e15 then tostring
  else
    pow(10; $d) as $p | (. * $p | round) as $n
    | ($n / $p | floor) as $whole | ($whole | tostring | grouped)
    + (if $d == 0 then "" else "." + (($n - $whole * $p + $p) | tostring | .[1:]) end)
  end;

# How many decimals a list of numbers needs; no more than help to tell them apart.
def decimals:
  map(select(type == "number")) as $all
  | ($all | map(fabs) | max // 0) as $most
  | (if $most >= 1000 then 2 elif $most >= 1 then 3
     elif $most > 0 then [9, 3 - ($most | log10 | floor)] | min else 0 end) as $cap
  | first(range($cap + 1) as $d
      | select($d == $cap or ($all | all(. * pow(10; $d) | fabs < 1e15 and (. - round | fabs) < 1e-6))) | $d);

# One number alone, to about four digits.
def number:
  if type != "number" then "–"
  elif . == 0 then "0"
  elif fabs >= 1e15 or fabs < 1e-7 then tostring
  elif . == floor or fabs >= 10000 then fixed(0)
  else fixed([0, 3 - (fabs | log10 | floor)] | max) | if test("\\.") then sub("\\.?0+$"; "") else . end
  end;

def plural($one; $many): "\(. | number) \(if . == 1 then $one else $many end)";
def plural($one): plural($one; $one + "s");

def size:
  if . < 1000 then plural("byte")
  elif . < 1e6 then "\(. / 1e3 | round) kB"
  elif . < 1e9 then "\(. / 1e5 | round | . / 10) MB"
  else "\(. / 1e8 | round | . / 10) GB" end;

def percent:
  (. * 100) | if . == 0 then "0 %" elif . < 0.1 then "< 0.1 %" elif . < 10 then "\(. * 10 | round | . / 10) %"
  elif . > 99.9 and . < 100 then "> 99.9 %" else "\(round) %" end;

# "2024-01-03", with or without a time -> "3 Jan 2024"
def day:
  if type == "string" and test("^[0-9]{4}-[0-9]{2}-[0-9]{2}")
  then (.[8:10] | ltrimstr("0")) + " "
    + (["Jan","Feb","Mar","Apr","May","Jun","Jul","Aug","Sep","Oct","Nov","Dec"][(.[5:7] | tonumber) - 1] // "?")
    + " " + .[:4] + (if test("[T ][0-9]{2}:[0-9]{2}") and (test("[T ]00:00(:00)?") | not) then ", " + .[11:16] else "" end)
  elif type == "string" then . else number end;

# "sales_lines" -> "Sales lines"
def humane: gsub("[_\\s]+"; " ") | ltrimstr(" ") | if . == "" then . else (.[:1] | ascii_upcase) + .[1:] end;

def shorten($n): if length > $n then .[:$n - 1] + "…" else . end;
def text: if type == "string" then . elif . == null then "" else tojson end;
def listed: if length < 2 then add // "" else (.[:-1] | join(", ")) + " and " + .[-1] end;
def objects_of(f): [f | select(type == "array") | .[] | select(type == "object")];

# Error messages have no full stop, and start small; on a page they are sentences.
def sentence: text | (.[:1] | ascii_upcase) + .[1:] | if test("[.!?…]$") then . else . + "." end;

# ---- what the lines say

def is_text: type == "string" and . != "";
def title: [.code.chart.title?, .goal.title?, .goal.question?, .id] | first(.[] | select(is_text)) // "Chart";
# The question, where the title does not just repeat it.
def question: title as $title | .goal.question? | select(is_text and (ascii_downcase != ($title | ascii_downcase)));

# {"provider":…,"model":…} -> "our own rules" or "MODEL (PROVIDER)"
def maker:
  if type != "object" or (.provider | text) == "" then null
  elif .provider == "builtin" then "built-in rules"
  elif .model | is_text then "\(.model) (\(.provider))"
  else .provider | text end;

# A failed stage's error as {message, hint}.
def fault: {message: (.message // "it failed" | text), hint: (.hint // null)};

# A stream's head: the title, and facts about the data.
def period:
  first(objects_of(.columns)[] | select((.role == "time" or .type == "date" or .type == "datetime") and .min != null and .max != null))
  | (.min | day) as $a | (.max | day) as $b | if $a == $b then $a else "\($a) – \($b)" end;

def report_title:
  if .title | is_text then .title
  elif .datasets == [] then "Report"
  elif .datasets | length <= 3 then [.datasets[].id | text | humane] | [.[0]] + (.[1:] | map(ascii_downcase)) | listed
  else "\(.datasets | length) tables" end;

def layout_name:
  .layout // (if (.datasets | length) > 1 or (.charts | length) > 6 then "dashboard" else "report" end);

# What went wrong: error lines, files that could not be read, charts without anything to show.
def failures:
  [.errors[] | select(.kind == "error" or (.ok == false)) | {who: (.stage // "csvsum" | text), what: (.error | fault)}];
