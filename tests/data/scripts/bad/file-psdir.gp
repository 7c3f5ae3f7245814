# gp.file: set psdir
set psdir "/tmp"
plot DATA
