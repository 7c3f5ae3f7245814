set style histogram errorbars gap 2 lw 1
set style data histograms
set style fill solid 0.5
plot DATA using 3:6:7:xtic(2) every ::::5 title 'revenue'
