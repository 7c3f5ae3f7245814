# gp.token: a lone $
plot DATA using $:2
