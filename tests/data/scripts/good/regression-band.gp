f(x) = a + b*x
a = 1; b = 1
set fit quiet
set fit errorvariables
fit f(x) DATA using 8:9 via a,b
set title sprintf("y = %.2f + %.2f x", a, b)
plot '+' using 1:(f($1)-2*a_err):(f($1)+2*a_err) with filledcurves fs transparent solid 0.2 lc rgb "gray" title "band", \
     f(x) lw 2 lc rgb "black" title "fit", \
     DATA using 8:9 with points pt 7 title "data"
