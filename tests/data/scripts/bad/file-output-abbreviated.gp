# gp.file: o is output
set o "/tmp/x.svg"
plot DATA
