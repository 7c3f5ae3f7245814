# gp.source: a recursive function that ends in text
f(n) = n > 0 ? f(n - 1) : "<id"
plot f(3)
