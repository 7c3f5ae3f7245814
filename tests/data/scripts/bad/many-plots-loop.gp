# gp.plots: plots over each other in a loop
do for [i=1:3] { plot i*x }
