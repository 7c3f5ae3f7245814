# gp.keyword: where it runs
set title GPVAL_PWD
plot DATA
