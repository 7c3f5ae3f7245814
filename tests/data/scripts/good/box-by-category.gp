set style boxplot range 1.5 nooutliers
set boxwidth 0.5
set style fill empty
plot DATA using (1.0):3:(0):2 with boxplot notitle
