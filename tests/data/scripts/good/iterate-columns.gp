plot for [i=3:5] DATA using 0:i with lines lw 2 title columnhead(i)
