grade(v) = v > 150 ? "A" : v > 120 ? "B" : v > 100 ? "C" : "D"
unset key
plot DATA using 0:3:(grade($3)) with labels
