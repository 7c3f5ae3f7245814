$tasks << EOD
Design 2024-01-01 2024-01-20
Build 2024-01-15 2024-02-20
Test 2024-02-10 2024-03-01
EOD
set datafile nocolumnheaders
set datafile separator whitespace
set xdata time
set timefmt '%Y-%m-%d'
set format x '%d %b'
set yrange [-1:3]
set ytics
unset key
plot $tasks using 2:0:(timecolumn(3,'%Y-%m-%d') - timecolumn(2,'%Y-%m-%d')):(0.0):yticlabel(1) with vectors lw 8 nohead
