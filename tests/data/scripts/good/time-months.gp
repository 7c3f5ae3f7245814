set style fill solid 0.5
set boxwidth 0.8
unset key
plot DATA using 0:3:xtic(strftime("%b", strptime("%Y-%m-%d", stringcolumn(1)))) every ::::11 with boxes
