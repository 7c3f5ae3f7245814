unset tics; unset border; unset key
set yrange [-1:9] reverse
set xrange [0:4]
plot DATA using (0.5):0:(stringcolumn(1)) every ::0::7 with labels left font ",10", \
     '' using (2.5):0:(sprintf("%.1f", $3)) every ::0::7 with labels right tc rgb "blue"
