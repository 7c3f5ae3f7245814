# gp.cap: a huge array
array A[1000000000]
plot x
