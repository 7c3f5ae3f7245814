set ytics ()
set key top left
set for [i=1:3] arrow i from i, graph 0 to i, graph 1 nohead lc rgb '#eeeeee'
plot DATA using 6:0:($7-$6):(0) with vectors nohead lw 3 lc rgb '#cccccc' notitle, \
     '' using 6:0 with points pt 7 ps 1.4 lc rgb '#1f77b4' title 'low', \
     '' using 7:0:ytic(1) with points pt 7 ps 1.4 lc rgb '#ff7f0e' title 'high'
