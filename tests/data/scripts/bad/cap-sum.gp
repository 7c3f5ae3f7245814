# gp.cap: a long sum
plot sum [i=1:1000000000] i*x
