$c << EOD
0 0 255 0 0
1 0 0 255 0
0 1 0 0 255
1 1 255 255 0
EOD
set datafile nocolumnheaders
set datafile separator whitespace
plot $c u 1:2:3:4:5 with rgbimage notitle
