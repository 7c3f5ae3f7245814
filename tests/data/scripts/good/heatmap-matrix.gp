$m << EOD
5 4 3 1
2 2 0 1
0 0 1 2
EOD
set datafile nocolumnheaders
set datafile separator whitespace
set palette defined (0 '#fff7bc', 1 '#d95f0e')
set autoscale fix
set cblabel "Score"
plot $m matrix using 1:2:3 with image notitle, $m matrix using 1:2:(sprintf("%g",$3)) with labels notitle
