# gp.format: a string of gigabytes
set title sprintf("%999999999d", 1)
plot x
