set table $k
plot DATA using 3:(1.) smooth kdensity bandwidth 5
unset table
set datafile nocolumnheaders separator whitespace
plot $k using 1:2 with filledcurves y=0 fs solid 0.3 title 'density'
