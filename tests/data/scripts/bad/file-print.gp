# gp.file: set print
set print "/tmp/x"
print "hello"
plot DATA
