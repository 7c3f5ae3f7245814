# gp.name: the mouse
set title sprintf("%d", MOUSE_X)
plot DATA
