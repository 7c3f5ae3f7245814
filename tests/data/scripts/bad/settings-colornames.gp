# gp.command: the colours on stderr
show colornames
plot DATA
