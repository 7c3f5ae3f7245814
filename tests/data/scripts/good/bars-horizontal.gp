set style fill solid 0.8
set yrange [-0.5:5.5] reverse
set xrange [0:*]
unset key
plot DATA using ($3/2):0:($3/2):(0.4):ytic(2) every ::::5 with boxxyerror lc rgb 'steelblue'
