# gp.run: the system command
system "id"
plot DATA
