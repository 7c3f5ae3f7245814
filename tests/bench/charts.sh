#!/bin/sh
# Five charts drawn in the jail and made safe, as SVG and PNG, against the same
# five saved as PNG by matplotlib.
. "$(dirname "$0")/lib.sh"
need python3-matplotlib jq

jq -nc -f "$ROOT/tests/gallery/charts.jq" |
	jq -c 'select(.id | IN("bar", "line-many", "area-stacked", "scatter", "histogram"))' | specvet | csvquery >"$WORK/five.ndjson"
jq -c '[.id, .table.rows]' "$WORK/five.ndjson" >"$WORK/five.json"
cat >"$WORK/five.py" <<'E'
import json, sys, matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
t = {k: v for k, v in map(json.loads, open(sys.argv[1]))}
def start(): return plt.subplots(figsize=(7.6, 4.28))
def save(fig, n, title):
    plt.title(title); fig.tight_layout(); fig.savefig(f"{sys.argv[2]}/{n}.png"); plt.close(fig)
def wide(rows):
    s = {}
    for x, k, y in rows: s.setdefault(k, []).append((x, y))
    return s
fig, ax = start(); ax.bar([r[0] for r in t["bar"]], [r[1] for r in t["bar"]]); save(fig, 1, "Revenue by region")
fig, ax = start()
for k, v in wide(t["line-many"]).items(): ax.plot([p[0] for p in v], [p[1] for p in v], label=k)
ax.legend(); save(fig, 2, "Revenue by month")
fig, ax = start(); s = wide(t["area-stacked"]); ax.stackplot([p[0] for p in next(iter(s.values()))], *[[p[1] for p in v] for v in s.values()], labels=s)
ax.legend(); save(fig, 3, "Electricity by source")
fig, ax = start(); ax.scatter([r[0] for r in t["scatter"]], [r[1] for r in t["scatter"]]); save(fig, 4, "Miles by weight")
fig, ax = start(); ax.hist([r[0] for r in t["histogram"]], bins=20); save(fig, 5, "Order value")
E
mkdir -p "$WORK/five.png"
head_row 'five charts' 'matplotlib'
compare 'jailrun | plotrender -f svg,png' 0.12 "${RUNS:-7}" \
	"jailrun <'$WORK/five.ndjson' | plotrender -f svg,png" "/usr/bin/python3 '$WORK/five.py' '$WORK/five.json' '$WORK/five.png'"
