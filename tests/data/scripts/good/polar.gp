set polar
set angles degrees
set rrange [0:200]
set grid polar
unset border; unset xtics; unset ytics
set theta top clockwise
plot DATA using ($0*15):3 with linespoints title 'by hour'
