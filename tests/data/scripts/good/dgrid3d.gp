set dgrid3d 12,12 gauss 2
set view map
unset surface; set pm3d at b
splot DATA using 8:9:3 notitle
