set style fill solid 0.4
set samples 200
unset ytics
plot DATA using 3:(1) smooth kdensity bandwidth 15 with filledcurves above y=0 lc rgb "purple" title "revenue", \
     DATA using 4:(1) smooth kdensity bandwidth 15 with lines lw 2 title "cost"
