set key below center horizontal
plot for [i=3:7] DATA using 0:i with lines title columnheader(i)
