# gp.source: a function defined anew
f(x) = x
f(x) = "<id"
plot f(1)
