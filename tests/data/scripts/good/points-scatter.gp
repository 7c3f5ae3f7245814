set xlabel 'x'; set ylabel 'y'
unset key
plot DATA using 8:9 with points pt 6 ps 1.2 lc rgb 'dark-violet'
