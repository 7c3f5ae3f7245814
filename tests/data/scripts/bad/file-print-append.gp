# gp.syntax: a file name behind a data block
set print $notes "/tmp/x"
print 'hello'
plot DATA
