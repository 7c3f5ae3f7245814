set view map
set contour base
set cntrparam levels incremental -1, 0.25, 1
set cntrlabel onecolor
unset surface
set isosamples 60
set samples 60
set key off
splot sin(x)*cos(y/2) with lines lw 2, sin(x)*cos(y/2) with labels
