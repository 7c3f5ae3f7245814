set xdata time
set timefmt "%Y-%m-%d"
set format x "%m/%y"
set xtics rotate by -45
set key top left
plot DATA using 1:3 with lines lc rgb "#1f77b4" lw 2 title "Revenue", \
     '' using 1:4 with lines lc rgb "#ff7f0e" lw 2 title "Cost"
