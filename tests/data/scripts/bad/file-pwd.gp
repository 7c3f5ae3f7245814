# gp.file: where it runs
pwd
plot DATA
