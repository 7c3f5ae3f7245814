#!/bin/sh
# The whole run on a 10 MB CSV against the same job done with pandas and
# matplotlib: read, group, the same five charts saved.
. "$(dirname "$0")/lib.sh"
need python3-pandas python3-matplotlib

csv=$WORK/orders.csv
[ -s "$csv" ] || awk 'BEGIN {
	srand(7)
	split("North South East West", region, " ")
	split("Chair Table Lamp Shelf Desk Rug Clock Vase Mirror Stool", product, " ")
	print "order_id,order_date,region,product,quantity,unit_price,revenue"
	for (i = 1; i <= 220000; i++) {
		q = 1 + int(rand() * 9); p = int(500 + rand() * 20000) / 100; d = int(i * 1095 / 220001)
		printf "%d,%s,%s,%s,%d,%.2f,%.2f\n", i, strftime("%Y-%m-%d", 1640995200 + d * 86400, 1),
			region[1 + int(rand() * 4)], product[1 + int(rand() * rand() * 10)], q, p, q * p
	}
}' >"$csv"
ls -l "$csv" | awk '{ printf "%.1f MB\n", $5 / 1e6 }'

cat >"$WORK/peer.py" <<'EOF'
import sys, pandas as pd, matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
d = pd.read_csv(sys.argv[1], parse_dates=["order_date"])
out, size = sys.argv[2], (7.6, 4.28)
def save(n, title):
    plt.title(title); plt.tight_layout()
    plt.savefig(f"{out}/chart_{n}.png"); plt.savefig(f"{out}/chart_{n}.svg"); plt.close()
m = d.order_date.dt.to_period("M").dt.to_timestamp()
d.groupby(m).revenue.sum().plot(figsize=size); save(1, "Total revenue by month")
d.groupby("region").unit_price.mean().sort_values().plot.barh(figsize=size); save(2, "Average unit price by region")
d.groupby("product").size().sort_values().plot.barh(figsize=size); save(3, "Number of orders by product")
d.revenue.plot.hist(bins=20, figsize=size); save(4, "Distribution of revenue")
d.sample(5000, random_state=1).plot.scatter("unit_price", "revenue", figsize=size); save(5, "Revenue against unit price")
EOF
mkdir -p "$WORK/peer.out"
head_row 'five charts, SVG and PNG' 'pandas+mpl'
compare 'vizpipe FILE.csv' 0.3 "${RUNS:-5}" \
	"vizpipe -B '$csv' -o '$WORK/ours.out'" "/usr/bin/python3 '$WORK/peer.py' '$csv' '$WORK/peer.out'"
