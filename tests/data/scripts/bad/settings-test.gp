# gp.command: test writes settings into a script and runs it
test palette
plot DATA
