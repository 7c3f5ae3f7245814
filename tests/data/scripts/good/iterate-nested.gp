do for [i=1:3] { do for [j=1:2] { set label i*10+j sprintf("%d/%d", i, j) at i, j } }
set xrange [0:4]; set yrange [0:3]
plot 0 notitle
