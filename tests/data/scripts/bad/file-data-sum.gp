# gp.readonly: DATA as a sum's index
a = sum [DATA=1:3] 1
plot DATA
