# gp.cap: a long loop
do for [i=1:1000000000] { a = i }
plot x
