# gp.run: backquotes as a value
a = `id`
plot DATA
