set xrange [*:20]
set yrange [0 < * < 100 : * < 250]
set xtics 0, 5, 20
set mxtics 5
set ytics add ("target" 150)
plot DATA using 0:3 with lines title 'revenue'
