set logscale xy
set format x "10^{%L}"
set format y "%.0s%c"
set mxtics 10
set grid xtics ytics mxtics lt -1 lc rgb 'gray80', lt 0 lc rgb 'gray90'
plot [0.1:100] x**2 title "x^2", exp(x/20.)
