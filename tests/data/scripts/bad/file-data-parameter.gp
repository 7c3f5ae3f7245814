# gp.readonly: DATA as a parameter
f(DATA) = DATA . ""
plot DATA
