# gp.command: the look undone, in the middle
set grid
reset
plot DATA
