set key at graph 0.98, graph 0.4 right top box lw 0.5 opaque samplen 2 spacing 1.2 width -2
set key title "Legend" maxrows 2
plot DATA using 0:3 w l t 'a', '' u 0:4 w l t 'b', '' u 0:5 w l t 'c'
