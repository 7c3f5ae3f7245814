unset key
set rmargin 12
plot DATA using 0:3 with lines title 'revenue' at end, DATA using 0:4 with lines title 'cost' at end
