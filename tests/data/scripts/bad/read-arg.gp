# gp.keyword: the command line
set title ARG0
plot DATA
