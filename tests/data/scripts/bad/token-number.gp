# gp.number: a number that goes on
a = 0x1g
plot x
