# gp.byte: a DEL
set title 'ab'
plot x
