# gp.command: a command nobody knows
frobnicate
plot x
