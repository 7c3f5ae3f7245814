# gp.string: a string that is not closed
set title "abc
plot x
