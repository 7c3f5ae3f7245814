set boxwidth 0.8 relative
set style fill solid 0.7 border -1
set yrange [0:*]
set xtics rotate by 45 right
plot DATA using 0:3:xtic(2) every ::0::5 with boxes lc rgb '#4477aa' title 'revenue'
