# gp.plots: an empty script

