# gp.readonly: gnuplot's own names
GPVAL_TERM = "lua"
plot DATA
