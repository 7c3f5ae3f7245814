# gp.utf8: an overlong slash
set title 'a¿Øb'
plot x
