# box
set style data boxplot
plot DATA using (1):2:(0.5):1 notitle
