if (NCOLS > 3) set title 'wide'; set key off; else set title 'narrow'
if (STACK == 1) set ylabel 'stacked'
plot DATA using 0:3 with lines
