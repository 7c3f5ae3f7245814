# gp.syntax: text behind a block
if (1) { set grid } set title 'x'
plot x
