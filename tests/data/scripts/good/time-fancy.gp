set xdata time
set timefmt "%Y-%m-%d"
set format x "%b\n%Y"
set xtics 86400*92 rangelimited
set xrange ["2023-01-01":"2024-12-31"]
set obj 1 rect from "2023-06-01", graph 0 to "2023-09-01", graph 1 fc rgb "yellow" fs transparent solid 0.3 noborder back
set label "summer" at "2023-07-15", graph 0.95 center
plot DATA using 1:3 smooth mcsplines lw 2 t "smooth", '' u 1:3 w p pt 6 t "raw"
