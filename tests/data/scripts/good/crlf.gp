set title 'windows'
plot DATA using 0:3 with lines title 'revenue'
