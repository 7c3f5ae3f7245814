# gp.source: an element that is text
array A[2] = [1, 2]
A[1] = "<id"
plot A[1]
