# gp.format: an axis's width
set format y "%999999999g"
plot x
