# gp.function: a name made at run time
set title value("GPVAL_" . "PWD")
plot DATA
