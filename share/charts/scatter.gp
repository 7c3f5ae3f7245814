# scatter
plot for [i=2:NCOLS] DATA using 1:i with points title columnhead(i)
