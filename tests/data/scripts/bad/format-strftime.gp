# gp.format: strftime's width
set title strftime("%999999999Y", 0)
plot x
