# gp.plots: replot
plot x
replot x**2
