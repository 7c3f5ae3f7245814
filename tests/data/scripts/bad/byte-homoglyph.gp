# gp.byte: a Cyrillic letter in a name
а = 1
plot x
