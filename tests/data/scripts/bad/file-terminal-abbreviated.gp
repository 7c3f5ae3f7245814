# gp.file: t is terminal
se t dumb
plot DATA
