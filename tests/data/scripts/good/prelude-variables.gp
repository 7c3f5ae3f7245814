set title TITLE
set xlabel X_LABEL
set ylabel Y_LABEL . ' (USD)'
plot for [i=3:NCOLS-4] DATA using 0:i with lines title columnhead(i)
