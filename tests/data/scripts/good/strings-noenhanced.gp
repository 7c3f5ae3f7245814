set title "a_b^c {d}" noenhanced
set key noenhanced
plot DATA using 0:3 with lines title "col_name"
