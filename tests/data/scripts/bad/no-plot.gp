# gp.plots: draws nothing
set title 'x'
