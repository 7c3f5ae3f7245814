# gp.option: what the machine has
set locale "de_DE"
plot DATA
