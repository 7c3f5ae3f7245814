# gp.token: a character without a meaning
a = 1 \ 2
plot x
