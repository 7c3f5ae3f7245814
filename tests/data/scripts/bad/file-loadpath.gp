# gp.file: set loadpath
set loadpath "/tmp"
plot DATA
