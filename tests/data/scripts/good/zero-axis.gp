set xzeroaxis lt -1
set yzeroaxis lw 2 lc rgb 'gray'
set zeroaxis
set xtics axis
set ytics axis
unset border
plot [-5:5] x**3 - 4*x title 'cubic'
