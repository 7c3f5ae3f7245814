# gp.literal: an axis format from a variable
f = "%g"
set format x f . "%99999d"
plot x
