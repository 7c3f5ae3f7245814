$d << EOD
# day count
1 10   # first
2 15

EOD
set datafile nocolumnheaders
set datafile separator whitespace
plot $d using 1:2 with linespoints title 'counts'
