set xrange [-1:6]
unset key
plot DATA using 0:5 every ::::5 with impulses lw 2 lc rgb '#999999', '' using 0:5:xtic(2) every ::::5 with points pt 7 ps 2 lc rgb '#cc0000'
