set style fill solid
unset key
set yrange [0:*]
plot DATA using 0:3:(int($0)+1):xtic(2) every ::::5 with boxes lc variable
