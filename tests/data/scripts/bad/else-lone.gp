# gp.syntax: else without if
else { set grid }
plot x
