# gp.source: stats of a program
stats "<id" nooutput
plot DATA
