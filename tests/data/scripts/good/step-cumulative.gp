plot DATA using 0:5 smooth cumulative with steps lw 2 title 'so far'
