# gp.format: %n writes
set title sprintf("%n", 1)
plot x
