set title "Monthly Revenue" font "Arial,16"
set style data lines
set xtics nomirror rotate by -45 scale 0 font ",9"
set ytics nomirror
set grid ytics lt 0 lw 1 lc rgb "#bbbbbb"
set border 3
set key outside right center
set tics out
plot for [col=2:NCOLS] DATA using 0:col:xticlabels(1) title columnheader(col) lw 2 lt col-1
