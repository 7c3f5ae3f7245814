set style data boxplot
set style boxplot outliers pointtype 7
set style fill solid 0.25 border -1
set xtics ("revenue" 1, "cost" 2)
unset key
plot DATA using (1):3, DATA using (2):4
