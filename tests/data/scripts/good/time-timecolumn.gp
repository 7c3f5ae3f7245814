set xtics time format "%b\n%Y"
plot DATA using (timecolumn(1, "%Y-%m-%d")):3 with linespoints title 'revenue'
