set polar
set angles degrees
set theta top clockwise
set rrange [0:*]
unset border; unset xtics; unset ytics
set rtics 100
set ttics 0,45
set grid polar 45
set style fill solid 0.5
plot DATA using ($0*15):3 with filledcurves closed title "wind"
