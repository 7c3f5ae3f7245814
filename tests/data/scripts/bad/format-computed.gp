# gp.format: a format made at run time
f = "%" . "999999999d"
set title sprintf(f, 1)
plot x
