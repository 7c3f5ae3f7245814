# gp.cap: the second number
set samples 100, 1000000000
plot x
