set style fill solid 0.3
plot DATA using 0:3:5 every ::::8 with boxerrorbars title 'revenue'
