set title "Revenue by month"
set xdata time
set timefmt "%Y-%m-%d"
set format x "%b %Y"
set xlabel "Month"
set ylabel "Revenue ($)"
set grid
plot DATA using 1:3 with lines lw 2 title "Revenue"
