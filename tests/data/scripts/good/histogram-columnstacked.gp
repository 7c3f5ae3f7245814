set style histogram columnstacked
set style data histograms
set style fill solid
unset key
plot DATA using 3 every ::::4, '' using 4 every ::::4
