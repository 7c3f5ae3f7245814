# gp.file: save settings
save "/tmp/x"
plot DATA
