last = NaN
d(v) = (old = last, last = v, v - old)
set style fill solid
unset key
plot DATA using 0:(d($3)) with boxes lc rgb 'gray40'
