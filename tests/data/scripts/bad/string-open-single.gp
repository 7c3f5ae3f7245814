# gp.string: the same in single quotes
set title 'abc
plot x
