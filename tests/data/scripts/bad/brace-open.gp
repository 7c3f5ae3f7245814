# gp.syntax: a brace that is not closed
if (1) { set grid
plot x
