# gp.source: a word of a string
plot word("<id b", 1)
