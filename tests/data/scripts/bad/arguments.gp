# gp.arguments: too few arguments
plot atan2(x)
