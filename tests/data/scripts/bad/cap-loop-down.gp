# gp.cap: a long way down
do for [i=0:-1000000000:-1] { a = i }
plot x
