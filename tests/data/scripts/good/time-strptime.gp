t0 = strptime("%Y-%m-%d", "2024-01-01")
set xdata time
set timefmt "%Y-%m-%d"
set xrange ["2023-01-01":"2024-12-31"]
set format x "%Y"
set xtics "2023-01-01", 60*60*24*180
set arrow 1 from t0, graph 0 to t0, graph 1 nohead dt 3
plot DATA u 1:3 w lines title strftime('since %b %Y', t0)
