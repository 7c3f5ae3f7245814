set style fill solid 0.6
set xlabel 'revenue'
plot DATA using 3 bins=8 with boxes lc rgb 'coral' title 'count'
