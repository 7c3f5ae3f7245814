# gp.source: '' before any source
plot '' using 1:2
