# gp.run: backquotes that make a command
`echo plot` DATA
plot DATA
