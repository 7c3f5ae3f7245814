set style fill solid noborder
plot DATA using 0:($3+$5) with filledcurves x1 title 'units', '' u 0:3 w filledcurves x1 title 'revenue'
