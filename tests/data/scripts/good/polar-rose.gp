set polar
set grid polar 30
set rtics 20
set ttics 0,30
unset xtics
unset ytics
unset border
plot 100*sin(4*t) lw 2 notitle
