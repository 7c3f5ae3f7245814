# gp.cap: a billion samples
set samples 1000000000
plot x
