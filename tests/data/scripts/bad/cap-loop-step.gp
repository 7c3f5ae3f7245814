# gp.cap: a step of nothing
do for [i=1:10:0] { a = i }
plot x
