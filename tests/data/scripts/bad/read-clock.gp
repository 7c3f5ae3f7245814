# gp.option: the clock in the picture
set timestamp
plot DATA
