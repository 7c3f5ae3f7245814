set format y "%.1s%c"
set format x '%g%%'
set ytics font ",9" textcolor rgb '#666666'
set xtics out scale 0.5 nomirror
set border 3 lw 0.5 lc rgb '#888888'
plot DATA using 0:($3*1000) with lines title 'revenue'
