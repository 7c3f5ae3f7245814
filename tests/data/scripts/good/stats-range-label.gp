set datafile missing "NaN"
stats DATA using 3 nooutput name "REV"
set yrange [REV_min*0.9 : REV_max*1.1]
set label 1 sprintf("max = %.0f", REV_max) at graph 0.98, graph 0.95 right
set arrow from graph 0, first REV_mean to graph 1, first REV_mean nohead lc rgb "red" lw 1 dt 2
plot DATA using 0:3 with linespoints pt 7 ps 0.5 lc rgb "#336699" title "Revenue"
