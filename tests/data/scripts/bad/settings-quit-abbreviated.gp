# gp.command: q is quit
q
plot DATA
