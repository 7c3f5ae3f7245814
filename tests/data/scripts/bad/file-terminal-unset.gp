# gp.file: unset terminal
unset terminal
plot DATA
