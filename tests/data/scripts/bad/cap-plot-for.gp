# gp.cap: a million lines
plot for [i=1:1000000] x*i
