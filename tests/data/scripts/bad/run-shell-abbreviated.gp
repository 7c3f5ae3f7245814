# gp.run: she is shell
she
plot DATA
