set xrange [0.8:2.2]
set xtics ("2023" 1, "2024" 2)
$s << EOD
North 10 14
South 12 9
EOD
set datafile nocolumnheaders
set datafile separator whitespace
unset key
plot $s using (1):2:(1):($3-$2) with vectors nohead lw 2, $s using (1):2:1 with labels right offset -1,0, $s u (2):3:1 w labels left offset 1,0
