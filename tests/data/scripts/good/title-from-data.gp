set title 'Top: ' . word('alpha beta', 2) offset 0,-0.5 font "Helvetica,16" tc rgb 'navy'
set xlabel 'n' offset 0,0.5 font ',10'
plot DATA using 0:3 with lines title columnhead(3) . ' total'
