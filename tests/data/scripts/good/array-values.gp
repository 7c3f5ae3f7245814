array Q[4]
do for [i=1:4] {
  lo = (i-1)*6
  hi = i*6-1
  stats DATA using 3 every ::lo::hi nooutput
  Q[i] = STATS_max
}
set datafile nocolumnheaders separator whitespace
set xtics ("Q1" 1, "Q2" 2, "Q3" 3, "Q4" 4)
set xrange [0.5:4.5]
set yrange [0:*]
plot Q using 1:2 with boxes fs solid 0.5 title "best month", Q using 1:2:(sprintf("%.0f",$2)) with labels offset 0,1 notitle
