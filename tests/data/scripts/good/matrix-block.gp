$map << EOD
1 2 3
4 5 6
7 8 9
EOD
set datafile nocolumnheaders separator whitespace
set autoscale fix
set palette cubehelix start 0.5 cycles -1 saturation 1
set tics scale 0
plot $map matrix using 1:2:3 with image notitle, $map matrix using 1:2:(sprintf("%g", $3)) with labels tc rgb "white" notitle
