set style fill solid 0.5 border lt -1
set style boxplot outliers pointtype 7 
set style data boxplot
set boxwidth  0.5
set pointsize 0.5
unset key
set border 2
set xtics ("A" 1, "B" 2) scale 0.0
set xtics nomirror
set ytics nomirror
plot for [i=3:4] DATA using (i-2):i lt i
