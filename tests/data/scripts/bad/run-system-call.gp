# gp.function: system() in an expression
x = system("id")
plot DATA
