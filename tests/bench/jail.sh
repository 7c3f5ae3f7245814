#!/bin/sh
# What the jail costs: a chart drawn by jailrun against bare gnuplot on the
# same script; and five typed charts against matplotlib saving the same five.
. "$(dirname "$0")/lib.sh"
need gnuplot-nox bubblewrap python3-matplotlib jq

# Five charts of the kinds that a report has, as matplotlib draws them below.
cat >"$WORK/charts.jq" <<'EOF'
def months: [range(36) | "\(2021 + (. / 12 | floor))-\(. % 12 + 101 | tostring | .[1:])-01"];
def regions: ["North","South","East","West"];
def rows($sql): "SELECT column1 AS x, column2 AS y" + $sql;
def values: "(VALUES " + (map("(" + (map(if type == "string" then "'\(.)'" else tostring end) | join(",")) + ")") | join(",")) + ")";
def chart($id; $type; $sql; $more): {kind:"chart", id:$id, goal:{ok:true, title:"Chart \($id)", datasets:[]},
  code:{ok:true, level:"typed", sql:$sql, gnuplot:null,
    chart:({type:$type, x:"x", y:"y", x_label:"X", y_label:"Y"} + $more)}};
chart("bar"; "bar"; rows(" FROM " + ([regions[] | [., (length * 37 % 11 + 3)]] | values)); {}),
chart("line"; "line"; rows(" FROM " + ([months | to_entries[] | [.value, (.key * 37 % 23 + .key)]] | values)); {}),
chart("grouped"; "bar"; "SELECT column1 AS x, column2 AS s, column3 AS y FROM "
  + ([range(6) as $i | regions[] | ["p\($i)", ., ($i * 7 + length * 3) % 13 + 1]] | values); {series:"s"}),
chart("area"; "area"; rows(" FROM " + ([months | to_entries[] | [.value, (.key * 17 % 29 + 5)]] | values)); {}),
chart("scatter"; "scatter"; rows(" FROM " + ([range(200) | [. * 7919 % 1009, . * 104729 % 997]] | values)); {})
EOF
jq -nc -f "$WORK/charts.jq" | specvet | csvquery >"$WORK/five.ndjson" || exit 1
jailrun <"$WORK/five.ndjson" | jq -e '.run.ok' >/dev/null || { echo "bench: a chart was not drawn" >&2; exit 1; }

cat >"$WORK/peer.py" <<'EOF'
import sys, json, datetime, matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
out = sys.argv[2]
for line in open(sys.argv[1]):
    c = json.loads(line); chart = c["code"]["chart"]; rows = c["table"]["rows"]
    plt.figure(figsize=(7.6, 4.28))
    if chart.get("series"):
        xs = sorted({r[0] for r in rows}); names = sorted({r[1] for r in rows}); w = .8 / len(names)
        for k, name in enumerate(names):
            plt.bar([i + k * w for i in range(len(xs))], [r[2] for r in rows if r[1] == name], w, label=name)
        plt.xticks(range(len(xs)), xs); plt.legend()
    else:
        x, y = [r[0] for r in rows], [r[1] for r in rows]
        if chart["type"] in ("line", "area"):
            x = [datetime.date.fromisoformat(v) for v in x]
        {"bar": plt.bar, "line": plt.plot, "area": plt.fill_between, "scatter": plt.scatter}[chart["type"]](x, y)
    plt.title(c["goal"]["title"]); plt.xlabel("X"); plt.ylabel("Y"); plt.tight_layout()
    plt.savefig(f"{out}/{c['id']}.svg"); plt.close()
EOF
mkdir -p "$WORK/peer.out"

# A script of a model's own, which shares no jail, and just what it runs as:
# asked of gnuplot itself, so that both draw the same.
jq -c 'select(.id == "line") | .code.chart.type = "custom" | .code.gnuplot = "plot DATA using 0:2 with lines"' \
	"$WORK/five.ndjson" | jq -c 'del(.vet, .table)' | specvet | csvquery >"$WORK/own.ndjson"
jq -r '.table | ([.columns[].name], .rows[]) | @tsv' "$WORK/own.ndjson" >"$WORK/data.tsv"
{
	printf 'set terminal svg size 760,428\nset datafile separator tab columnheaders\nset encoding utf8\n'
	printf 'DATA = "%s"\nset grid\nset title "Chart line"\n' "$WORK/data.tsv"
	jq -r '.vet.script' "$WORK/own.ndjson"
} >"$WORK/own.gp"

head_row 'one script of its own' 'gnuplot'
compare 'jailrun, one chart' 1.5 "${RUNS:-15}" "jailrun <'$WORK/own.ndjson'" "gnuplot '$WORK/own.gp'"
head_row 'five typed charts, SVG' matplotlib
compare 'jailrun, five charts' 0.06 "${RUNS:-5}" "jailrun <'$WORK/five.ndjson'" \
	"/usr/bin/python3 '$WORK/peer.py' '$WORK/five.ndjson' '$WORK/peer.out'"
