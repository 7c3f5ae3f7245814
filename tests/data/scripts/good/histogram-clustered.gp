set style data histograms
set style histogram clustered gap 1
set style fill solid 0.9 border -1
set yrange [0:*]
set xtics rotate
plot DATA using 3:xtic(1) every ::::7 title 'revenue', '' using 4 every ::::7 title 'cost'
