set xrange [0:5]
plot for [k=1:4] x**k title sprintf("x^%d", k) lw k
