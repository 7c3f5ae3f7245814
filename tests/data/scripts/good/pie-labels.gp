stats DATA u 5 every ::::4 nooutput
set angles degrees
set size square
unset border; unset xtics; unset ytics; unset key
set xr [-1.6:1.6]; set yr [-1.6:1.6]
ang(x) = x*360.0/STATS_sum
pos = 90; label = 90
set style fill solid 0.9
plot DATA u (0):(0):(1):(pos):(pos=pos-ang($5)):($0+1) every ::::4 w circle lc var, \
     DATA u (label=label-ang($5)/2, mid=label, label=label-ang($5)/2, 1.25*cos(mid)):(1.25*sin(mid)):2 every ::::4 w labels center
