set style fill solid
set boxwidth 0.7
set offsets 0,0,graph 0.1,0
set yrange [0:]
unset key
plot DATA using 0:5:xtic(2) every ::::5 with boxes lc 3, \
  DATA using 0:5:(sprintf("%d", $5)) every ::::5 with labels offset 0,0.7 font ",11"
