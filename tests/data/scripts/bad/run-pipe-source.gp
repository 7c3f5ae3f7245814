# gp.source: a source that is a program
plot "<id"
