set datafile nocolumnheaders
set isosamples 12; set samples 12
set xrange [-2:2]; set yrange [-2:2]
plot '++' using 1:2:(-$2/10.):($1/10.) with vectors notitle
