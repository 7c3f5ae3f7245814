# gp.format: %hhn writes
set title sprintf("%hhn", 1)
plot x
