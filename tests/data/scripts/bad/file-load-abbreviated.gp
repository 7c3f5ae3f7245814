# gp.file: l is load
l "/tmp/x.gp"
plot DATA
