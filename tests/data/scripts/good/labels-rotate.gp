set label 5 "peak" at 3,150 rotate by 30 center tc rgb 'red' front
set label 6 'boxed' at 10,160 boxed
set style textbox opaque border lc rgb 'gray'
plot DATA u 0:3 w l notitle
