# gp.option: debugging
set debug 1
plot DATA
