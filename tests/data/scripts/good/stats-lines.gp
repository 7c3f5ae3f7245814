stats DATA using 3 name 'R' nooutput
set arrow 1 from graph 0, first R_mean to graph 1, first R_mean nohead dt 2 lc rgb 'red'
set label 1 sprintf("mean %.1f", R_mean) at graph 0.02, first R_mean offset 0,0.5
plot DATA using 0:3 with lines title 'revenue'
