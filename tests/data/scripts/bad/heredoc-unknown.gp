# gp.name: a data block that is not there
plot $nothing using 1:2
