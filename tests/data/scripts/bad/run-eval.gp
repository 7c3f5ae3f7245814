# gp.run: a command made of text
eval "!id"
plot DATA
