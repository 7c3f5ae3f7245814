# area
set yrange [0:*]
plot for [i=2:NCOLS] DATA using 0:i:xtic(1) with filledcurves y1=0 title columnhead(i)
