# gp.readonly: DATA assigned inside using
plot DATA using (DATA = "<id", 1):2, DATA
