plot DATA using 8:9:(int($5)%10) with points pt variable lc rgb 'black' title 'kind', DATA using 8:9 with linespoints pi -5 pt 6 title 'every fifth'
