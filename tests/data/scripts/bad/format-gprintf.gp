# gp.format: gprintf's width
set title gprintf("%123456789g", 1)
plot x
