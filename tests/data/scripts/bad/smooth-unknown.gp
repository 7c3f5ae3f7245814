# gp.keyword: a smoothing nobody knows
plot DATA using 1:2 smooth butter
