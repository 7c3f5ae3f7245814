# gp.source: fit to a program's output
a = 1
fit a*x "<id" via a
plot DATA
