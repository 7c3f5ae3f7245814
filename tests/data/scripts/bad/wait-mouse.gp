# gp.option: wait for the mouse
set mouse
plot DATA
