# gp.source: a parameter assigned through
g(a) = (b = a)
c = g("<id")
plot b
