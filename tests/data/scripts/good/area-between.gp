set style fill pattern 2
plot DATA using 0:6:7 with filledcurves lc rgb '#cccccc' title 'range', '' using 0:3 with lines lc 'black' title 'revenue'
