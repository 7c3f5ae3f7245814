set datafile nocolumnheaders separator whitespace
array A[6]
do for [i=1:6] { A[i] = i**2 }
set style fill solid 0.4
plot A using 1:2 with boxes title 'squares'
