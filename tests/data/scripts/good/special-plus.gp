set xrange [0:10]
set samples 50
plot '+' using 1:(sin($1)):(cos($1)) with filledcurves lc rgb '#cceecc' notitle, '+' using 1:(sin($1)) with lines title 'sin'
