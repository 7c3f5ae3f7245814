set bars 0.5
set errorbars small
set style line 2 lc rgb 'black' pt 5
plot DATA using 0:3:6:7 with errorbars ls 2, DATA using 0:3 w l
