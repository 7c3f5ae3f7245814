# gp.command: the look undone
reset
plot DATA
