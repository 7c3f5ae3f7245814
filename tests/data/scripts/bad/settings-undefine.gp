# gp.command: forget DATA
undefine DATA
plot DATA
