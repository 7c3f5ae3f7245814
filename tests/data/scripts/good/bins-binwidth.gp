set boxwidth 8
set yrange [0:*]
plot DATA using 3 bins binrange [80:200] binwidth=10 with boxes fs solid 0.5 notitle
