# gp.macro: a macro inside a command
w = "with lines"
plot DATA @w
