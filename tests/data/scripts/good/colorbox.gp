set colorbox horizontal user origin 0.1,0.05 size 0.8,0.03
set cbrange [0:20]
set cbtics 5 format '%g'
set bmargin 7
plot DATA using 8:9:5 with points pt 7 ps 2 palette notitle
