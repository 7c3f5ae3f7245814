# gp.keyword: a style nobody knows
plot x with sparkles
