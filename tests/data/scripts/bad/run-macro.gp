# gp.macro: a macro
m = "system 'id'"
@m
plot DATA
