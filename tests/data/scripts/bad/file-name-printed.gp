# gp.source: a file name that was printed into a data block
set print $names
print '/etc/passwd'
set print
plot $names[1] using 1
