set isosamples 25
set hidden3d
set ticslevel 0
set xlabel 'x'
splot [-3:3][-3:3] sin(sqrt(x*x+y*y)) with lines title 'ripple'
