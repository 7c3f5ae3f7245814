# gp.readonly: DATA made an array
array DATA[2]
plot DATA
