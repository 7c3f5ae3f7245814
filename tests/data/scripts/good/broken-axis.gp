set nonlinear y via log10(y) inverse 10**y
set yrange [1:1000]
plot [1:10] x**2 title 'squares'
