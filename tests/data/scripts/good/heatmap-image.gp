$grid << EOD
0 0 1
0 1 2
0 2 4
1 0 3
1 1 5
1 2 6
EOD
set datafile nocolumnheaders
set datafile separator whitespace
set palette rgbformulae 33,13,10
set xtics ("a" 0, "b" 1)
plot $grid using 1:2:3 with image notitle
