# gp.command: all undone
reset session
plot DATA
