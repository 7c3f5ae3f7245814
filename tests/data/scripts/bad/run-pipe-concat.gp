# gp.source: a program's name made by a dot
a = "<"
plot a."id"
