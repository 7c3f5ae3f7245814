# gp.keyword: a palette from a file
set palette file "/etc/passwd"
plot DATA
