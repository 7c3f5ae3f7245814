delta(v) = (d = v - prev, prev = v, d)
prev = NaN
set xzeroaxis
plot DATA using 0:(delta($3)) with boxes title 'change', prev = NaN, '' using 0:(delta($4)) with lines title 'cost change'
