# gp.byte: a vertical tab is a blank to gnuplot
setgrid
plot x
