# gp.file: load another script
load "/tmp/x.gp"
plot DATA
