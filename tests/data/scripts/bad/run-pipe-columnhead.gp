# gp.source: a header as a name
plot columnhead(1)
