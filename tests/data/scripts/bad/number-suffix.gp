# gp.number: a number with a name stuck to it
plot 2x
