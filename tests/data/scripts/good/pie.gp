stats DATA using 5 every ::::5 nooutput prefix "A"
set size ratio -1
unset border
unset tics
unset key
set xrange [-1.5:1.5]
set yrange [-1.5:1.5]
set style fill solid 1.0 border rgb "white"
angle = 0.0
colour = 0
plot DATA using (0):(0):(1):(a0 = angle, angle = angle + 360.0*$5/A_sum, a0):(angle):(colour = colour + 1) every ::::5 with circles lc variable
