# gp.readonly: NROWS changed
NROWS = 10**9
plot DATA
