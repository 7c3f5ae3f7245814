# gp.utf8: bytes that are not UTF-8
set title 'aÿb'
plot x
