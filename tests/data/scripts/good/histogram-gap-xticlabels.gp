set style data histogram
set style histogram cluster gap 2
set style fill solid border -1
set xtics rotate by -30 scale 0
set key left top
set yrange [0:250]
plot DATA using 3:xticlabels(2) every ::::5 title "Revenue" lc rgb "#1b9e77", \
     "" using 4 every ::::5 title "Cost" lc rgb "#d95f02"
