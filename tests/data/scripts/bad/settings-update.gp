# gp.file: write the parameters
update "/tmp/x"
plot DATA
