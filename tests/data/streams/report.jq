# A stream as vizreport gets it, with drawings made by hand: a bar chart, two
# lines, points, a table, a single number, a failure, an error line, and text
# that tries to get out of its place.  jq -nc -f report.jq

def grid($w; $h): [range(5) | . * ($h - 90) / 4 + 50 | "<path class=\"line-grid\" stroke=\"#ebedf0\" fill=\"none\" d=\"M60,\(.) H\($w - 20)\"/>"] | add;

def svg($title; $marks; $keys):
  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 428\" class=\"look-205da8eb\" role=\"img\" font-family=\"Inter, system-ui, sans-serif\" font-size=\"13\">"
  + @html "<title>\($title)</title><desc>Drawn by hand.</desc>"
  + @html "<g class=\"title\"><text class=\"fill-ink\" fill=\"#1a1d21\" x=\"20\" y=\"26\" font-size=\"17\">\($title)</text></g>"
  + grid(760; 428) + $marks + $keys + "</svg>";

def text($x; $y; $anchor): @html "<text class=\"fill-muted\" fill=\"#5b6470\" x=\"\($x)\" y=\"\($y)\" text-anchor=\"\($anchor)\">\(.)</text>";

def colours: ["#3b6fd4", "#d9822b", "#2a9d8f"];
def key($k; $names): [range($names | length) as $i
  | "<g class=\"key\" data-series=\"\($i)\"><rect class=\"fill-\($i + 1)\" fill=\"\(colours[$i])\" x=\"\(60 + $i * 120)\" y=\"36\" width=\"12\" height=\"4\"/>"
    + ($names[$i] | text(80 + $i * 120; 43; "start")) + "</g>"] | add;

def table($columns; $rows): {ok: true, columns: $columns, rows: $rows, total_rows: ($rows | length), truncated: false, ms: 3.1};
# What the colours are by day and in the dark; its digest is in the class above.
def look: {ink: ["#1a1d21", "#f0f2f4"], muted: ["#5b6470", "#a5aeb8"], grid: ["#ebedf0", "#252b33"],
  "1": ["#3b6fd4", "#3a7ee0"], "2": ["#d9822b", "#feac29"], "3": ["#2a9d8f", "#73f4dd"]};
def figure($svg; $marks): {ok: true, look: look, width: 760, height: 428, alt: "A chart drawn by hand.", svg: $svg, top: 34, marks: $marks,
  png: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="};
def by: {provider: "builtin"};

{kind: "dataset", id: "sales", ok: true, source: {path: "sales.csv", bytes: 120394, digest: "xxh128:00"},
 dialect: {delimiter: ",", quote: "\"", encoding: "utf-8", bom: false, header: true, newline: "\n", skip: 0}, rows: 1000,
 columns: [
  {name: "day", type: "date", format: null, role: "time", unit: null, nulls: 0, invalid: 0, distinct: 365, min: "2024-01-01", max: "2024-12-30",
   histogram: {edges: [], counts: [80, 76, 90, 84, 79, 88, 92, 80, 77, 85, 84, 85]}, top: [], samples: ["2024-01-01"]},
  {name: "region", type: "text", format: null, role: "category", unit: null, nulls: 12, invalid: 0, distinct: 4, min: null, max: null,
   top: [{value: "North", count: 400}, {value: "South", count: 300}, {value: "West & <b>East</b>", count: 288}], samples: ["North"]},
  {name: "revenue", type: "number", format: null, role: "measure", unit: "$", nulls: 3, invalid: 1, distinct: 871, min: 1.5, max: 990, mean: 41.2, stddev: 9.1,
   quartiles: [20.1, 40.0, 61.3], histogram: {edges: [], counts: [12, 40, 120, 260, 300, 150, 70, 30, 12, 6]}, top: [], samples: ["12.40"]},
  {name: "<script>alert(1)</script>", type: "text", format: null, role: "text", unit: null, nulls: 0, invalid: 0, distinct: 990, min: null, max: null, top: [], samples: ["<img src=x onerror=alert(2)>"]}],
 correlations: [{a: "price", b: "revenue", r: 0.83}],
 sample: [["2024-01-03", "North", "12.40", "<img src=x onerror=alert(3)>"], ["2024-01-04", "South", "8.10", "=1+1"]],
 warnings: [{code: "ragged-rows", message: "3 rows have 10 fields instead of 11", rows: [17, 90, 411]}]},

(["North", "South", "West", "=cmd|' /C calc'!A1", "中文 العربية"] as $names | [9120.5, 7010, 6120.25, 3000, null] as $values
 | {kind: "chart", id: "sales-1",
  goal: {ok: true, question: "Which region earns most?", title: "North earns the most", chart: "bar", datasets: ["sales"], x: "region", y: "revenue",
    rationale: "A bar for each region, longest first.", mapping: [{words: "earns", column: "revenue", how: "synonym"}], by: by},
  code: {ok: true, try: 1, level: "typed", sql: "SELECT region, sum(revenue) AS revenue FROM sales GROUP BY region ORDER BY 2 DESC",
    chart: {type: "bar", x: "region", y: "revenue", y_unit: "$", y_format: "money"}, gnuplot: null, by: by},
  vet: {ok: true, script: null, findings: [{level: "warn", rule: "chart.nulls", line: null, column: null, message: "1 row has no revenue", hint: "filter it out"}]},
  table: table([{name: "region", type: "text"}, {name: "revenue", type: "number"}]; [range(5) as $i | [$names[$i], $values[$i]]]),
  insight: {ok: true, text: "North earns $9,120.50, 30 % more than South. The first two regions make 64 % of all revenue.", by: by},
  figure: figure(svg("North earns the most";
    "<g class=\"series\" data-series=\"0\">" + ([range(4) as $i | "<rect class=\"fill-1\" fill=\"#3b6fd4\" x=\"\(80 + $i * 130)\" y=\"\(388 - $values[$i] / 30)\" width=\"90\" height=\"\($values[$i] / 30)\"/>"] | add) + "</g>"
    + ([range(5) as $i | $names[$i][:12] | text(125 + $i * 130; 408; "middle")] | add); ""); {by: "x", at: [range(4) as $i | [125 + $i * 130, 388 - $values[$i] / 30, $i, 0]]})}),

([range(24) as $i | ["2023-\(101 + $i % 12 | tostring | .[1:])-01", ["East", "West"][$i / 12 | floor], 100 + $i % 12 * 20 + ($i / 12 | floor) * 60]] as $rows
 | {kind: "chart", id: "sales-2",
  goal: {ok: true, question: "How do East and West develop?", title: "West leads East every month", chart: "line", datasets: ["sales"], by: {provider: "openai", model: "some-model"}},
  code: {ok: true, try: 2, level: "typed", sql: "SELECT month, region, sum(revenue) AS revenue\nFROM sales GROUP BY 1, 2", chart: {type: "line", x: "month", y: "revenue", series: "region", time_unit: "month"}, gnuplot: null, by: by},
  vet: {ok: true, script: null, findings: []},
  attempts: [{code: {}, error: {stage: "vet", code: "sql.unknown-column", message: "no column revenu: did you mean revenue?"}}],
  table: table([{name: "month", type: "date"}, {name: "region", type: "text"}, {name: "revenue", type: "number"}]; $rows),
  insight: {ok: true, text: "West is ahead by 60 in each month.", by: by},
  figure: figure(svg("West leads East every month";
    ([range(2) as $s | "<g class=\"series\" data-series=\"\($s)\"><path class=\"line-\($s + 1)\" stroke=\"\(colours[$s])\" stroke-width=\"2.4\" fill=\"none\" d=\"M" + ([range(12) as $i | "\(60 + $i * 60),\(400 - $rows[$s * 12 + $i][2])"] | join(" L")) + "\"/></g>"] | add); key(0; ["East", "West"]));
    {by: "x", at: [range(24) as $i | [60 + $i % 12 * 60, 400 - $rows[$i][2], $i, ($i / 12 | floor)]]})}),

([range(200) | [(. * 37 % 101), (. * 53 % 97) + 0.5]] as $rows
 | {kind: "chart", id: "sales-3",
  goal: {ok: true, question: "Do price and revenue move together?", title: "Price and revenue", chart: "scatter", datasets: ["sales"], by: by},
  code: {ok: true, try: 1, level: "typed", sql: "SELECT price, revenue FROM sales", chart: {type: "scatter", x: "price", y: "revenue"}, gnuplot: null, by: by},
  vet: {ok: true, script: null, findings: []},
  table: table([{name: "price", type: "number"}, {name: "revenue", type: "number"}]; $rows),
  insight: {ok: true, text: "There is no clear relation between the two.", by: by},
  figure: figure(svg("Price and revenue"; "<g class=\"series\" data-series=\"0\">" + ([$rows[] | "<circle class=\"fill-1\" fill=\"#3b6fd4\" fill-opacity=\"0.7\" cx=\"\(.[0] * 6.5 + 60)\" cy=\"\(390 - .[1] * 3.4)\" r=\"3\"/>"] | add) + "</g>"; "");
    {by: "xy", at: [range(200) as $i | [$rows[$i][0] * 6.5 + 60, 390 - $rows[$i][1] * 3.4, $i, null]]})}),

{kind: "chart", id: "sales-4", goal: {ok: true, question: "Which orders are largest?", title: "The largest orders", chart: "table", datasets: ["sales"], by: by},
 code: {ok: true, try: 3, level: "table", sql: "SELECT day, revenue FROM sales ORDER BY 2 DESC LIMIT 5", chart: {type: "table"}, gnuplot: null, by: by},
 vet: {ok: true, script: null, findings: []},
 table: table([{name: "day", type: "date"}, {name: "item", type: "text"}, {name: "revenue", type: "number"}];
   [["2024-03-01", "Road bike", 990], ["2024-04-09", "Helmet <b>red</b>", 930.5], ["2024-05-11", null, 1200.25]])},

{kind: "chart", id: "sales-5", goal: {ok: true, question: "How much is it all?", title: "Revenue in all", chart: "table", datasets: ["sales"], by: by},
 code: {ok: true, try: 1, level: "table", sql: "SELECT sum(revenue) AS revenue FROM sales", chart: {type: "table"}, gnuplot: null, by: by},
 vet: {ok: true, script: null, findings: []}, table: table([{name: "revenue", type: "number"}]; [[41082.75]])},

{kind: "chart", id: "sales-6", goal: {ok: true, question: "What is the profit by region?", title: "Profit by region", chart: "bar", datasets: ["sales"], by: by},
 code: {ok: true, try: 4, level: "table", sql: "SELECT region, sum(profit) FROM sales GROUP BY 1", chart: {type: "table"}, gnuplot: null, by: by},
 vet: {ok: false, error: {code: "sql.unknown-column", message: "no column profit in sales", hint: "the columns are day, region and revenue"}, findings: []}},

{kind: "error", id: "photo", stage: "csvsum", error: {code: "csv.binary", message: "photo.csv: not text: PNG image", hint: "name a CSV file"}}
