# gp.source: the second element of a plot
plot DATA using 1:2, "<id" using 1:2
