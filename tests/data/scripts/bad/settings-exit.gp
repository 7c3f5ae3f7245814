# gp.command: end early, draw nothing
exit
plot DATA
