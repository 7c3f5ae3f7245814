# gp.readonly: an element of DATA
DATA[1] = "<id"
plot DATA
