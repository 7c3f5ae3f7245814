set style line 100 lt 1 lc rgb "gray" lw 0.5
set grid mytics ytics ls 100, ls 100
set style increment default
set logscale y 2
plot x**2 ls 1
