# gp.file: set print to a program
set pr "|cat"
plot DATA
