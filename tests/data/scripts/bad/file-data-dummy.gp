# gp.readonly: DATA as a dummy variable
set dummy DATA
plot DATA
