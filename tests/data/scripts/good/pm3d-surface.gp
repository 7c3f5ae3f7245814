set pm3d depthorder border lw 0.3 lc rgb 'black'
set style fill solid
set view 50, 30
set xyplane at 0
splot [-2:2][-2:2] exp(-x*x-y*y) with pm3d notitle
