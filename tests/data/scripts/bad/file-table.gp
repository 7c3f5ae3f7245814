# gp.file: set table to a file
set table "/tmp/x"
plot DATA
