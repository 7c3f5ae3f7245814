# gp.readonly: DATA fitted
fit DATA*x DATA using 1:2 via DATA
plot DATA
