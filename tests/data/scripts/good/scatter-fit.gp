f(x) = m*x + b
m = 1; b = 0
set fit quiet nolog
fit f(x) DATA using 8:9 via m, b
set key bottom right
plot DATA using 8:9 with points pt 7 title 'data', f(x) with lines lw 2 title sprintf("y = %.2fx + %.2f", m, b)
