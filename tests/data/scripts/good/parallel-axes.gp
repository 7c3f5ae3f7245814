set style data parallelaxes
set for [i=1:3] paxis i tics left
set paxis 1 range [0:*]
set border 0
unset ytics
set xtics ("revenue" 1, "cost" 2, "units" 3)
plot for [i=3:5] DATA using i lc rgb '#6060a0' notitle
