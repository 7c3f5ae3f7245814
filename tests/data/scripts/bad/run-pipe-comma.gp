# gp.source: the value of (a, b) is b
plot (1, "<id")
