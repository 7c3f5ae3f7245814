# gp.source: a function that gives a program's name
f(s) = "<" . s
plot f("id")
