# gp.readonly: DATA as a function
DATA(x) = "<id"
plot DATA
