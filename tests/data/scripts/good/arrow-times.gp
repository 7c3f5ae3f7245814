set xdata time
set timefmt "%Y-%m-%d"
set xrange ["2023-01-01":"2024-12-31"]
set format x "%b %y"
set arrow 1 from "2023-06-01", graph 0 to "2023-06-01", graph 1 nohead dt 2
set label 1 "launch" at "2023-06-15", graph 0.95
set object 1 rectangle from "2024-01-01", graph 0 to "2024-03-01", graph 1 fc rgb "#eeeeee" behind
plot DATA using 1:3 with lines title "revenue"
