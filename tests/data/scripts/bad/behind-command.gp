# gp.syntax: two commands on a line without a semicolon
print 1 system
plot x
