# gp.file: set terminal
set terminal lua tikz
plot DATA
