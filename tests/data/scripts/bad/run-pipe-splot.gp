# gp.source: splot from a program
splot "<id"
