set samples 20; set isosamples 20
set contour both
set cntrparam bspline order 4 points 5
set cntrparam levels discrete 0.2, 0.5
set cntrlabel onecolor
set clabel '%4.2f'
splot [-2:2][-2:2] exp(-x*x-y*y) with lines notitle
