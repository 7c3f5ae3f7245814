# gp.format: a width from the stack
set title sprintf("%*d", 1, 2)
plot x
