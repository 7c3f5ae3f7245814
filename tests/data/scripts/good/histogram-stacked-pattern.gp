set xrange [-0.5:5.5]
set yrange [0:*]
set style fill solid 1.00 border 0
set style histogram rowstacked
set style data histograms
set xtics border in scale 0,0 nomirror rotate by -45 autojustify
plot DATA using 3:xtic(2) lc rgb '#99ffff' t "a", '' using 4 lc rgb '#4671d5' t "b"
