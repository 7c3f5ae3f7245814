# gp.source: a unary plus keeps text
plot +"<id"
