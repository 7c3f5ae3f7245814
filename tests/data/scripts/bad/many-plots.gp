# gp.plots: a second plot over the first
plot x
plot x**2
