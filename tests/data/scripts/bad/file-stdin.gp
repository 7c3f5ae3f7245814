# gp.source: plot from the script itself
plot '-' using 1:2
1 2
e
