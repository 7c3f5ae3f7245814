set key reverse Left width -2 samplen 2 maxrows 3 title "Legend" font ",9" at graph 0.02, 0.98 left
set linetype 1 lc rgb '#0072bd' lw 1.5
set linetype 2 lc rgb '#d95319' lw 1.5 dt '-.'
set style line 11 lc rgb '#808080' lt 1
set border 3 back ls 11
set tics nomirror
plot DATA u 0:3 w l ls 1 t 'A', '' u 0:4 w l lt 2 t 'B', keyentry with points pt 7 lc 3 title 'C'
