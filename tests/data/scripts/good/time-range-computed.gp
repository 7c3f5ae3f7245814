set xrange [strptime("%Y-%m-%d","2023-01-01"):strptime("%Y-%m-%d","2024-01-01")]
set xdata time
set timefmt "%Y-%m-%d"
plot DATA using 1:3 w impulses lw 4
