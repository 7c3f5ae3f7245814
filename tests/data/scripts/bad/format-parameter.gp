# gp.format: a format through a function
f(s) = sprintf(s, 1)
set title f("%999999999d" . "")
plot x
