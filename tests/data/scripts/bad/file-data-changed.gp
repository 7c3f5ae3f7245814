# gp.readonly: DATA made another file
DATA = "/etc/passwd"
plot DATA
