set style fill transparent solid 0.45
set palette model RGB defined (0 "blue", 1 "red")
set cbrange [*:*]
unset colorbox
plot DATA using 8:9:(sqrt($5)/8):3 with circles lc palette notitle
