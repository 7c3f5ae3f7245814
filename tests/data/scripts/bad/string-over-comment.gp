# gp.string: # in an open string is no comment
set title "abc # def
plot x
