plot DATA using 8:9:($5/4) with points pt 7 ps variable lc rgb '#8800aa00' title 'units'
