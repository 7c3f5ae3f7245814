# gp.source: one branch is a number
a = 1
plot a > 2 ? x : "<id"
