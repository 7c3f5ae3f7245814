set lmargin at screen 0.15
set rmargin at screen 0.9
set tmargin 3
set bmargin 5
plot DATA using 0:3 with lines title 'revenue'
