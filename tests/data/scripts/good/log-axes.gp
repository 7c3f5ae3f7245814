set logscale y 10
set format y "10^{%L}"
set mytics 10
set grid ytics mytics lc rgb '#dddddd', lc rgb '#eeeeee'
plot [1:10] exp(x) title 'exp', 10**x title 'ten'
