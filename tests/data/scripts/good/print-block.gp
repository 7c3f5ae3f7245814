# A note computed line by line, then drawn.
set print $totals
do for [i=1:4] { print sprintf("%d\t%d", i, i*i) }
set print $totals append
print "5\t25"
unset print
set datafile separator whitespace nocolumnheaders
plot $totals using 1:2 with linespoints pt 7 title "squares"
