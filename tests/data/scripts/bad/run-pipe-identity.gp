# gp.source: a function that gives back what it got
f(s) = s
plot f("<id")
