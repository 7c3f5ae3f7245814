# gp.byte: a blank that is none
set grid
plot x
