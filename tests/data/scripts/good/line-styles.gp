set style line 1 lc rgb '#0060ad' lt 1 lw 2 pt 7 ps 1.5
set style line 2 lc rgb '#dd181f' lt 1 lw 2 pt 5 ps 1.5 dt 2
set linetype 8 lc rgb 'gold' lw 3
set dashtype 5 (10,5,2,5)
plot DATA u 0:3 w lp ls 1 t 'one', '' u 0:4 w lp ls 2 t 'two', '' u 0:5 w l lt 8 dt 5 t 'three'
