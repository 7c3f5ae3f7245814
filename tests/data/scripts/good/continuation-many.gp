set xtics ("Q1" 0, \
           "Q2" 3, \
           "Q3" 6)
plot DATA using 0:3 \
     w l lw 2 \
     lc rgb "#4c72b0" \
     t "Revenue"
