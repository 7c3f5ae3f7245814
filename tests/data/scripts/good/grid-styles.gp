set grid xtics ytics back lt 1 lc rgb '#d3d3d3' lw 0.5
set grid noxtics
set style fill solid border rgb 'black'
set boxwidth 0.9
plot DATA u 0:5 w boxes lc rgb 0x4682b4 t 'units'
