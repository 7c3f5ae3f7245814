set xrange [-0.5:11.5]
set yrange [-0.5:1.5] reverse
set ytics ("2023" 0, "2024" 1)
set xtics ("J" 0, "F" 1, "M" 2, "A" 3, "M" 4, "J" 5, "J" 6, "A" 7, "S" 8, "O" 9, "N" 10, "D" 11)
set palette defined (0 "#f7fbff", 1 "#08306b")
set cblabel "Revenue"
plot DATA using (tm_mon(timecolumn(1,"%Y-%m-%d"))):(tm_year(timecolumn(1,"%Y-%m-%d"))-2023):3 with image notitle
