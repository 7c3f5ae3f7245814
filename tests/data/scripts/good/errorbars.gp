set bars small
plot DATA using 0:3:6:7 with yerrorbars pt 7 title 'with error', '' using 0:3 smooth csplines with lines title 'spline'
