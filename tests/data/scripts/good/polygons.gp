$p << EOD
0 0
1 0
1 1

2 2
3 2
3 3
EOD
set datafile nocolumnheaders
set datafile separator whitespace
plot $p using 1:2 with polygons fs solid 0.4 lc rgb 'dark-green' title 'areas'
