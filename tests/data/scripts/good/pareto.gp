set style fill solid 0.6 border -1
set boxwidth 0.9 relative
stats DATA u 3 nooutput
total = STATS_sum
cum = 0.0
set y2range [0:100]
set y2tics 0,20,100 format "%g%%"
set ytics nomirror
plot DATA u 0:3 w boxes lc rgb "#7799cc" t 'Revenue', \
  '' u 0:(cum = cum + $3, 100*cum/total) axes x1y2 w lp pt 7 lc rgb "#aa3333" t 'Cumulative %'
