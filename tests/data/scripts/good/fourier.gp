set dummy t
sq(t,n) = sum [k=1:n] sin((2*k-1)*t)/(2*k-1)
set xrange [0:2*pi]
set samples 500
set key spacing 1.3 box opaque
plot for [n in "1 3 9 27"] sq(t, n+0) title sprintf("%s terms", n)
