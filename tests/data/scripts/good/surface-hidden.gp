set hidden3d
set isosamples 30, 30
set view 50, 40, 1, 1.2
set ztics 0.5
set xyplane relative 0.1
set palette rgbformulae 33,13,10
splot [-3:3][-3:3] exp(-(x*x+y*y)/4)*cos(2*x) with pm3d notitle
