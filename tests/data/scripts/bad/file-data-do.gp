# gp.readonly: DATA as a loop's variable
do for [DATA in "<id"] { set grid }
plot DATA
