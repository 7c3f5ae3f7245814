# gp.command: the help reader
help plot
plot DATA
