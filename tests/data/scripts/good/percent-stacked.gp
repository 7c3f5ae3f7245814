set style data histograms
set style histogram rowstacked
set style fill solid border rgb "white"
set yrange [0:100]
set format y "%.0f%%"
set xtics rotate by -90
plot DATA u (100*$3/($3+$4)):xtic(strftime("%b %y", strptime("%Y-%m-%d", strcol(1)))) t "revenue", '' u (100*$4/($3+$4)) t "cost"
