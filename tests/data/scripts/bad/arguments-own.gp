# gp.arguments: too many arguments
f(a) = a
plot f(x, 1)
