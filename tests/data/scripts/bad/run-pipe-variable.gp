# gp.source: a program's name in a variable
a = "<id"
plot a
