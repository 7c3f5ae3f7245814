# gp.file: set table to a name in a variable
f = "/tmp/x"
set table f
plot DATA
