do for [i=1:10] {
  if (i > 3) { break }
  set arrow i from i,0 to i,1 nohead lc i
}
set xrange [0:5]; set yrange [0:2]
plot 0.5 notitle
