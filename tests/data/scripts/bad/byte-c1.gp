# gp.bidi: a C1 control
set title 'ab'
plot x
