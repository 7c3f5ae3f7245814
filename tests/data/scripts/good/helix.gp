set parametric
set urange [0:8*pi]
set samples 300
set view 65,30
set xyplane at 0
unset colorbox
splot cos(u), sin(u), u lc palette lw 2 notitle
