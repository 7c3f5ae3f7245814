# gp.run: a joined line hides the second backquote
a = `i\
d`
plot DATA
