set boxwidth 0.5
set style fill solid 0.4
plot DATA using 0:4:6:7:3 with candlesticks whiskerbars 0.5 lc rgb 'blue' title 'range'
