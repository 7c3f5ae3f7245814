unset border; unset ytics
set tmargin at screen 0.7; set bmargin at screen 0.5
set xrange [0:300]
set object 1 rectangle from 0,0 to 300,1 fc rgb '#eeeeee' fs solid noborder behind
set object 2 rectangle from 0,0 to 225,1 fc rgb '#dddddd' fs solid noborder behind
set object 3 rectangle from 0,0 to 150,1 fc rgb '#cccccc' fs solid noborder behind
set arrow 1 from 260,0.2 to 260,0.8 nohead lw 3
stats DATA using 3 nooutput
set object 4 rectangle from 0,0.35 to STATS_max,0.65 fc rgb '#333333' fs solid noborder
set yrange [0:1]
plot NaN notitle
