# gp.format: a precision of gigabytes
set title sprintf("%.999999999f", 1)
plot x
