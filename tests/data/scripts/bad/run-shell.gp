# gp.run: a shell
shell
plot DATA
