set datafile nocolumnheaders separator whitespace
array W = [3, 1, 2]
total = sum [i=1:|W|] W[i]
set title sprintf("%d of %d", total, |W|)
plot W using 1:2 with linespoints title 'weights'
