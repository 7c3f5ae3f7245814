set object 1 rect from graph 0,0 to graph 1,1 behind fc rgb "#f7f7f7" fillstyle solid noborder
set obj 2 circle at first 5,5 size first 1 fc rgb "#aa0000" fs transparent solid 0.5 noborder
set xr [0:10]; set yr [0:10]
plot x with lines lc rgb "black" lw 1.5 notitle
