set object 1 rectangle from 2, graph 0 to 5, graph 1 fc rgb '#eeeeee' fs solid noborder behind
set object 2 ellipse center 10,150 size 4,40 fs empty border lc rgb 'blue'
set object 3 polygon from 12,100 to 14,120 to 16,100 to 12,100 fc rgb 'orange' fs transparent solid 0.5
set arrow 1 from 3,100 to 3,140 heads size graph 0.02,20 lw 2
plot DATA u 0:3 w l notitle
