# gp.option: an option nobody knows
set frobnicate 3
plot DATA
