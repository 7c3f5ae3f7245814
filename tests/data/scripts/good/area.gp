set style fill solid 0.3
set yrange [0:*]
plot DATA using 0:3 with filledcurves y1=0 lc rgb 'navy' title 'revenue'
