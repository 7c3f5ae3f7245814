set fit quiet nolog errorvariables
f(x) = slope*x + offset
slope = 2; offset = 1
fit f(x) DATA using 8:9 via slope, offset
set label 1 sprintf("slope %.2f ± %.2f", slope, slope_err) at graph 0.05, 0.9
unset key
plot DATA using 8:9 with points pt 7 lc rgb "#4477aa", f(x) with lines lw 2 lc rgb "#cc6677"
