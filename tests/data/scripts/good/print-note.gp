total = 0
print "rows: ", NROWS, " of ", 2 * 12
plot DATA using 0:(total = total + $5) with steps title 'running total'
