set contour base
set cntrparam levels auto 6
set isosamples 30, 30
unset surface
set view map
splot [-2:2] [-2:2] x**2*exp(-x**2-y**2) title 'f'
