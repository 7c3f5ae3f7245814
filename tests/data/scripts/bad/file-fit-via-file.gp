# gp.file: fit's parameters from a file
a = 1
fit a*x DATA using 1:2 via "/etc/passwd"
plot DATA
