set logscale xy
set xrange [1:1000]
plot x, x**2, x**0.5 title 'root'
