# gp.source: a piece of a string
s = "a<idb"
plot s[2:4]
