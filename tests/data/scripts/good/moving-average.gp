n = 3
array buf[3]
k = 0
avg(v) = (k = k + 1, buf[(k-1)%n+1] = v, k < n ? NaN : (sum [j=1:n] buf[j])/n)
plot DATA using 0:3 with lines lc rgb '#bbbbbb' title 'revenue', DATA using 0:(avg($3)) with lines lw 2 title 'average of 3'
