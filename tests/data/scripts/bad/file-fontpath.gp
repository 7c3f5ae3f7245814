# gp.file: set fontpath
set fontpath "/tmp"
plot DATA
