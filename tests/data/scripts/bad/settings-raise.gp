# gp.command: windows
raise 1
plot DATA
