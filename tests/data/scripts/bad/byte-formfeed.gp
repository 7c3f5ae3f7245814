# gp.byte: a form feed is a blank to gnuplot
setgrid
plot x
