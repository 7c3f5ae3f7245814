# gp.function: a function that takes for ever
plot besjn(100000000, x)
