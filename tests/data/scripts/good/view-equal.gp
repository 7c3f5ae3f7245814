set view equal xyz
set isosamples 15
set xyplane relative 0
set parametric
set urange [0:2*pi]; set vrange [-pi/2:pi/2]
splot cos(u)*cos(v), sin(u)*cos(v), sin(v) with lines title 'sphere'
