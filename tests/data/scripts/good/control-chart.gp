stats DATA using 3 name 'R' nooutput
ucl = R_mean + 2*R_stddev
lcl = R_mean - 2*R_stddev
set key outside top horizontal
set xrange [-1:NROWS]
plot DATA using 0:3 with linespoints lc rgb 'black' pt 7 title 'revenue', \
     R_mean with lines lc rgb 'forest-green' title 'mean', \
     ucl with lines dt 2 lc rgb 'red' title sprintf('UCL %.1f', ucl), \
     lcl with lines dt 2 lc rgb 'red' title sprintf('LCL %.1f', lcl), \
     '' using 0:($3>ucl||$3<lcl ? $3 : NaN) with points pt 6 ps 2 lc rgb 'red' notitle
