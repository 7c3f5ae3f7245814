stats DATA using 0:3 nooutput
set label 1 "peak" at STATS_pos_max_y, STATS_max_y point pt 7 ps 1.5 offset character 1, character 0.5
set arrow 1 from graph 0.5, graph 0.9 to first STATS_pos_max_y, first STATS_max_y filled size screen 0.02,20
set title "Line 1\nLine 2" noenhanced
set xlabel "index" offset 0,-0.5
set ylabel "revenue (k€)" rotate by 90
plot DATA using 0:3 with lines lw 2
