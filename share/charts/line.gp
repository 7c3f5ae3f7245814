# line
plot for [i=2:NCOLS] DATA using 0:i:xtic(1) with lines title columnhead(i)
