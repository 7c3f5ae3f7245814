# gp.command: the history
history !1
plot DATA
