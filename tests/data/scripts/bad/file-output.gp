# gp.file: set output
set output "/tmp/x.svg"
plot DATA
