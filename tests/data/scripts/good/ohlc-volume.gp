set multiplot
set lmargin 10
set size 1,0.7; set origin 0,0.3
unset xtics
plot DATA using 0:4:6:7:3 with candlesticks title 'price'
set size 1,0.3; set origin 0,0
set xtics 5
set boxwidth 0.6 relative
set style fill solid
plot DATA using 0:5 with boxes title 'units'
unset multiplot
