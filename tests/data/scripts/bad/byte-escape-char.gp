# gp.byte: an ESC
set title 'a[31m'
plot x
