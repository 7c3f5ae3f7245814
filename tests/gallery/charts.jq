# charts.jq: chart lines over ordinary and nasty tables, for the gallery and the
# tests: jq -nc -f tests/gallery/charts.jq | specvet | csvquery | jailrun | plotrender
# Each also holds its table, so that drawing can be tried without a query.

def literal: if . == null then "NULL" elif type == "string" then "'" + gsub("'"; "''") + "'" else tostring end;
def sql($columns; $rows):
  "SELECT " + ([range($columns | length) | "column\(. + 1) AS \($columns[.])"] | join(", "))
  + " FROM (VALUES " + (if $rows == [] then "(" + ([$columns[] | "NULL"] | join(",")) + ")) WHERE 0"
    else ([$rows[] | "(" + ([.[] | literal] | join(",")) + ")"] | join(",")) + ")" end);

def chart($id; $title; $chart; $columns; $rows; $aggregate):
  {kind: "chart", id: $id, goal: {ok: true, title: $title, datasets: [], aggregate: $aggregate},
   code: {ok: true, level: "typed", sql: sql($columns; $rows), gnuplot: null,
     chart: ({x: null, y: null, series: null, facet: null} + $chart)},
   table: {ok: true, columns: [$columns[] | {name: ., type: "text"}], rows: $rows,
     total_rows: ($rows | length), truncated: false}};

# A number in 0 … 1 that looks random and is always the same.
def noise($i): ($i * 12.9898 | sin) * 43758.5453 | . - floor;
def pad: tostring | if length < 2 then "0" + . else . end;
def month($i): "\(2022 + ($i / 12 | floor))-\($i % 12 + 1 | pad)";
def regions: ["North", "South", "East", "West", "Central"];
def plans: ["Free", "Pro", "Team"];

def ordinary:
  chart("bar"; "Revenue by region, 2024"; {type: "bar", x: "region", y: "revenue", y_label: "Revenue ($)", y_format: "money", y_unit: "$"};
    ["region", "revenue"]; [range(5) | [regions[.], 9120.5 - . * 1300]]; "sum"),
  chart("bar-grouped"; "Customers by plan and region"; {type: "bar", x: "region", y: "customers", series: "plan"};
    ["region", "plan", "customers"]; [range(15) | [regions[. / 3 | floor], plans[. % 3], (noise(.) * 400 | floor)]]; "count"),
  chart("bar-stacked"; "Customers by plan and region"; {type: "bar", x: "region", y: "customers", series: "plan", stack: true};
    ["region", "plan", "customers"]; [range(15) | [regions[. / 3 | floor], plans[. % 3], (noise(.) * 400 | floor)]]; "count"),
  chart("bar-share"; "Plans by region"; {type: "bar", x: "region", y: "customers", series: "plan", share: true};
    ["region", "plan", "customers"]; [range(15) | [regions[. / 3 | floor], plans[. % 3], (noise(.) * 400 | floor)]]; "count"),
  chart("bar-sideways"; "Which product lines lose money?"; {type: "bar", x: "line", y: "profit", y_label: "Profit ($)", y_unit: "$", y_format: "money"};
    ["line", "profit"]; [["Classic cars and their parts", 52000], ["Motorcycles and scooters", -12000], ["Planes", 31000], ["Ships", -4000], ["Trains", 900], ["Vintage cars from before 1940", -27000]]; "sum"),
  chart("bar-months"; "Sales by month"; {type: "bar", x: "month", y: "sales", time_unit: "month", y_format: "money", y_unit: "€"};
    ["month", "sales"]; [range(30) | select(. != 7) | [month(.), 1000000 * (1 + 0.3 * (. / 2 | sin) + . / 30)]]; "sum"),
  chart("line"; "Temperature rises and falls with the year"; {type: "line", x: "day", y: "t", y_label: "Temperature (°C)", y_unit: "°C", time_unit: "month"};
    ["day", "t"]; [range(36) | [month(.), 12 + 8 * ((. - 3) / 12 * 6.283 | sin) + noise(.)]]; null),
  chart("line-many"; "West leads every month"; {type: "line", x: "month", y: "revenue", series: "region", y_label: "Revenue ($)", y_unit: "$", y_format: "money", time_unit: "month"};
    ["month", "region", "revenue"]; [range(48) | [month(. / 4 | floor), regions[. % 4], 5000 + (. % 4) * 2500 + noise(.) * 1500]]; "sum"),
  chart("area"; "Wind power grows"; {type: "area", x: "year", y: "wind", y_label: "Net generation (GWh)", time_unit: "year"};
    ["year", "wind"]; [range(17) | [2001 + ., 400 + . * . * 90]]; "sum"),
  chart("area-stacked"; "Electricity by source"; {type: "area", x: "year", y: "net", series: "source", stack: true, time_unit: "year", y_label: "Net generation (GWh)"};
    ["year", "source", "net"]; [range(51) | [2001 + (. / 3 | floor), ["Fossil fuels", "Nuclear", "Wind"][. % 3], [35000 - . * 100, 4000 + . * 7, 1400 + . * 400][. % 3]]]; "sum"),
  chart("scatter"; "Heavier cars drive fewer miles"; {type: "scatter", x: "weight", y: "miles", x_label: "Weight (lbs)", y_label: "Miles per gallon", trend: true};
    ["weight", "miles"]; [range(200) | (1600 + noise(.) * 3500) as $w | [$w, 50 - $w / 120 + noise(. + 500) * 10]]; null),
  chart("scatter-series"; "Price and rating by brand"; {type: "scatter", x: "price", y: "rating", series: "brand", x_label: "Price ($)", x_unit: "$", x_format: "money", y_label: "Rating"};
    ["price", "rating", "brand"]; [range(90) | [5 + noise(.) * 900, 1 + noise(. + 99) * 4, ["Alpha", "Beta", "Gamma"][. % 3]]]; null),
  chart("bubble"; "Income, life expectancy and population"; {type: "bubble", x: "income", y: "years", size: "people", series: "continent", x_label: "Income a head ($)", y_label: "Life expectancy (years)", log_x: true, x_format: "money", x_unit: "$"};
    ["income", "years", "people", "continent"]; [range(50) | [(2.6 + noise(.) * 2.3 | exp10), 50 + noise(. + 70) * 34, (5 + noise(. + 140) * 4 | exp10), ["Asia", "Europe", "Africa"][. % 3]]]; null),
  chart("pie"; "Market share by vendor"; {type: "pie", x: "vendor", y: "units"};
    ["vendor", "units"]; [["A", 400], ["B", 310], ["C", 220], ["D", 100], ["E", 60], ["F", 30], ["G", 20], ["H", 9], ["I", 1]]; "sum"),
  chart("donut"; "Budget by department"; {type: "pie", donut: true, x: "department", y: "budget", y_format: "money", y_unit: "$"};
    ["department", "budget"]; [["Engineering and research", 1400000], ["Marketing", 310000], ["Operations", 420000], ["Legal", 60000]]; "sum"),
  chart("histogram"; "Most orders are small"; {type: "histogram", x: "value", x_label: "Order value ($)", x_unit: "$", x_format: "money"};
    ["value"]; [range(500) | [(noise(.) + noise(. + 600) + noise(. + 1200)) * 1.2 | exp10]]; null),
  chart("histogram-counted"; "Delay of flights"; {type: "histogram", x: "delay", y: "flights", bin: 10, x_label: "Delay (minutes)"};
    ["delay", "flights"]; [range(14) | [. * 10 - 20, (4000 * (-(. * .) / 20 | exp) | floor)]]; "count"),
  chart("box"; "Tips vary most on Sundays"; {type: "box", x: "day", y: "tip", y_format: "money", y_unit: "$", y_label: "Tip ($)"};
    ["day", "tip"]; [range(200) | [["Thu", "Fri", "Sat", "Sun"][. % 4], 1 + (noise(.) + noise(. + 9)) * (2 + . % 4) + (if . % 40 == 3 then 9 else 0 end)]]; null),
  chart("heatmap"; "Orders by weekday and hour"; {type: "heatmap", x: "hour", series: "day", y: "orders"};
    ["hour", "day", "orders"]; [range(168) | [. % 24, ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][. / 24 | floor], (50 + 40 * (. % 24 / 4 | sin) + noise(.) * 20 | floor)]]; "count"),
  chart("heatmap-correlation"; "How the columns go together"; {type: "heatmap", x: "a", series: "b", y: "r"};
    ["a", "b", "r"]; [range(25) | (. / 5 | floor) as $a | (. % 5) as $b | [["price", "revenue", "units", "discount", "margin"][$a], ["price", "revenue", "units", "discount", "margin"][$b],
      (if $a == $b then 1 else (($a + $b) * 7 | sin * 100 | floor / 100) end)]]; null),
  chart("heatmap-calendar"; "Visits by week"; {type: "heatmap", x: "week", series: "day", y: "visits", time_unit: "week"};
    ["week", "day", "visits"]; [range(182) | [(1704067200 + (. / 7 | floor) * 604800 | strftime("%Y-%m-%d")), ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][. % 7], (noise(.) * 90 | floor)]]; "count"),
  chart("facet-line"; "Unemployment by state"; {type: "line", x: "month", y: "rate", facet: "state", y_format: "percent", y_label: "Unemployment rate (%)", time_unit: "month"};
    ["month", "state", "rate"]; [range(216) | [month(. % 36), ["Iowa", "Kansas", "Ohio", "Texas", "Utah", "Maine"][. / 36 | floor], 4 + (. / 36 | floor) + (. / 9 | sin)]]; null),
  chart("facet-bar"; "Sales by region and year"; {type: "bar", x: "region", y: "sales", facet: "year"};
    ["region", "year", "sales"]; [range(15) | [regions[. % 5], 2021 + (. / 5 | floor), (noise(.) * 90 | floor)]]; "sum");

# Small multiples of the types that have none above.
def faceted:
  ["Iowa", "Kansas", "Ohio", "Texas", "Utah", "Maine"] as $states |
  chart("facet-pie"; "What electricity is made of"; {type: "pie", x: "source", y: "gwh", facet: "state"};
    ["state", "source", "gwh"]; [range(24) | [$states[. / 4 | floor], ["Coal", "Gas", "Wind", "Nuclear"][. % 4], 10 + (noise(.) * 90 | floor)]]; "sum"),
  chart("facet-donut"; "Budget by year"; {type: "pie", donut: true, x: "department", y: "budget", facet: "year"};
    ["year", "department", "budget"]; [range(9) | [2021 + (. / 3 | floor), ["Engineering", "Marketing", "Operations"][. % 3], 10 + (noise(.) * 90 | floor)]]; "sum"),
  chart("facet-box"; "Tips by day and meal"; {type: "box", x: "day", y: "tip", facet: "meal", y_format: "money", y_unit: "$", y_label: "Tip ($)"};
    ["meal", "day", "tip"]; [range(400) | [["Lunch", "Dinner"][. % 2], ["Thu", "Fri", "Sat", "Sun"][. / 2 | floor | . % 4], 1 + (noise(.) + noise(. + 9)) * (2 + . % 4) + (if . % 40 == 3 then 9 else 0 end)]]; null),
  chart("facet-bubble"; "Income, life expectancy and population"; {type: "bubble", x: "income", y: "years", size: "people", facet: "continent", x_label: "Income a head ($)", y_label: "Life expectancy (years)"};
    ["income", "years", "people", "continent"]; [range(60) | [500 + noise(.) * 40000, 50 + noise(. + 70) * 34, (5 + noise(. + 140) * 4 | exp10), ["Asia", "Europe", "Africa", "America"][. % 4]]]; null),
  chart("facet-scatter"; "Price and rating by brand"; {type: "scatter", x: "price", y: "rating", facet: "brand", x_label: "Price ($)", y_label: "Rating"};
    ["price", "rating", "brand"]; [range(90) | [5 + noise(.) * 900, 1 + noise(. + 99) * 4, ["Alpha", "Beta", "Gamma"][. % 3]]]; null),
  chart("facet-area"; "Wind power grows"; {type: "area", x: "year", y: "wind", facet: "state", time_unit: "year"};
    ["year", "state", "wind"]; [range(64) | [2001 + . % 16, $states[. / 16 | floor], 40 + (. % 16) * (. % 16) * (1 + (. / 16 | floor))]]; "sum"),
  chart("facet-histogram"; "Order values by channel"; {type: "histogram", x: "value", facet: "channel", x_label: "Order value ($)"};
    ["value", "channel"]; [range(300) | [(noise(.) + noise(. + 600)) * 50, ["Shop", "Web", "Phone"][. % 3]]]; null),
  chart("facet-heatmap"; "Orders by weekday and hour"; {type: "heatmap", x: "hour", series: "day", y: "orders", facet: "shop"};
    ["shop", "hour", "day", "orders"]; [range(192) | [["North", "South"][. / 96 | floor], 8 + . % 12, ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Holiday"][. / 12 | floor | . % 8], (50 + 40 * (. % 12 / 4 | sin) + noise(.) * 20 | floor)]]; "count");

# ---- nasty tables, each for each type that they can be for

def kinds: [
  {type: "bar", x: "a", y: "v"}, {type: "line", x: "a", y: "v"}, {type: "area", x: "a", y: "v"}, {type: "pie", x: "a", y: "v"},
  {type: "box", x: "a", y: "v"}, {type: "heatmap", x: "a", y: "v", series: "b"}, {type: "bar", x: "a", y: "v", series: "b"},
  {type: "scatter", x: "u", y: "v"}, {type: "bubble", x: "u", y: "v", size: "w"}, {type: "histogram", x: "v"}];
def long_name($i): "A rather long name of a category, number \($i), which goes on for eighty letters or";
def scripts: ["中文标签测试", "العربية نص", "😀 emoji 🚀 two", "<b>bold</b> & \"quotes\"", "{/Symbol a}_b^c @x `id`", "'; system(\"id\") #", "tab\there", "back\\slash \\n", "\u202eoverride", "#comment"];
def each($name; $title; $rows; $more):
  kinds | to_entries[] | .key as $k | .value as $chart
  | chart("\($name)-\($chart.type)\(if $chart.series and $chart.type == "bar" then "-series" else "" end)"; $title; $chart + $more;
      ["a", "b", "u", "v", "w"]; $rows; "sum");

def nasty:
  each("one-row"; "One row"; [["Only", "x", 5, 42.5, 3]]; {}),
  each("no-rows"; "No rows"; []; {}),
  each("nulls-only"; "Nothing but nulls"; [["a", "x", null, null, null], ["b", "x", null, null, null]]; {}),
  each("many"; "Two hundred categories"; [range(200) | ["Category \(.)", ["x", "y"][. % 2], ., (noise(.) * 1000 | floor), noise(. + 7) * 50]]; {}),
  each("long"; "Labels of eighty letters, which nobody wants and everybody has, and a title that goes on and on until it has to be broken"; [range(6) | [long_name(.), ["x", "y"][. % 2], ., . * 10 + 5, 3]]; {x_label: long_name(1), y_label: long_name(2)}),
  each("scripts"; "中文 العربية 😀 <script>alert(1)</script> {/Bold x} `id` @macro \"q\""; [range(10) | [scripts[.], scripts[9 - .], ., . * 3 + 1, . + 1]]; {}),
  each("negative"; "Above and below zero"; [range(8) | ["c\(.)", ["x", "y"][. % 2], . - 4, (. - 4) * 25 + 10, 2]]; {}),
  each("missing"; "A gap, not a zero"; [range(12) | [month(.), ["x", "y"][. % 2], ., (if . % 5 == 2 then null else 10 + . end), 1]]; {time_unit: "month"}),
  each("equal"; "All the same"; [range(6) | ["c\(.)", ["x", "y"][. % 2], 7, 7, 7]]; {}),
  each("zero"; "All zero"; [range(6) | ["c\(.)", ["x", "y"][. % 2], 0, 0, 0]]; {}),
  each("tiny"; "Very small"; [range(6) | ["c\(.)", ["x", "y"][. % 2], . * 1e-9, (. + 1) * 1e-9, 1e-9]]; {}),
  each("huge"; "Very large"; [range(6) | ["c\(.)", ["x", "y"][. % 2], . * 1e12, (. + 1) * 1.7e12, 1e12]]; {}),
  each("wide-range"; "From 1e-9 to 1e12"; [range(22) | ["c\(.)", ["x", "y"][. % 2], (. - 9 | exp10), (. - 9 | exp10), 1]]; {}),
  each("log"; "From 1e-9 to 1e12, logarithmic"; [range(22) | ["c\(.)", ["x", "y"][. % 2], (. - 9 | exp10), (. - 9 | exp10), 1]]; {log_y: true, log_x: true}),
  each("money"; "Money"; [range(6) | ["c\(.)", ["x", "y"][. % 2], . * 1000, . * 123456.78, 1]]; {y_format: "money", y_unit: "$", x_unit: "$"}),
  each("percent"; "Percent"; [range(6) | ["c\(.)", ["x", "y"][. % 2], ., . * 17.5, 1]]; {y_format: "percent"}),
  each("share"; "Shares"; [range(6) | ["c\(.)", ["x", "y"][. % 2], ., . * 0.175, 1]]; {y_format: "share"}),
  each("integer"; "Few whole numbers"; [range(4) | ["c\(.)", ["x", "y"][. % 2], ., . % 3, 1]]; {y_format: "integer"}),
  each("seconds"; "Within a minute"; [range(30) | ["2024-05-01T12:00:\(. * 2 | pad)", ["x", "y"][. % 2], ., noise(.) * 10, 1]]; {time_unit: "second"}),
  each("hours"; "Two days"; [range(48) | ["2024-05-\(. / 24 | floor + 1 | pad)T\(. % 24 | pad):00:00", ["x", "y"][. % 2], ., noise(.) * 10, 1]]; {time_unit: "hour"}),
  each("days"; "Six weeks"; [range(42) | [(1711929600 + . * 86400 | strftime("%Y-%m-%d")), ["x", "y"][. % 2], ., noise(.) * 10, 1]]; {time_unit: "day"}),
  each("quarters"; "Quarters"; [range(10) | ["\(2021 + (. / 4 | floor))-Q\(. % 4 + 1)", ["x", "y"][. % 2], ., noise(.) * 10, 1]]; {time_unit: "quarter"}),
  each("centuries"; "Centuries"; [range(60) | ["\(1000 + . * 17)-01-01", ["x", "y"][. % 2], ., noise(.) * 10, 1]]; {}),
  (kinds[] | select(.type | IN("bar", "line", "area", "scatter", "bubble")) |
    chart("series-12-\(.type)"; "Twelve series"; . + {series: "b"} + (if .type == "area" then {stack: true} else {} end); ["a", "b", "u", "v", "w"];
      [range(120) | [month(. / 12 | floor), "Series \(. % 12 + 1)", ., 20 + (. % 12) * 5 + noise(.) * 30, 4]]; "sum")),
  chart("facet-30"; "Thirty panels"; {type: "line", x: "a", y: "v", facet: "b"}; ["a", "b", "v"]; [range(300) | [month(. % 10), "Panel \(. / 10 | floor)", noise(.)]]; null);

ordinary, faceted, nasty
