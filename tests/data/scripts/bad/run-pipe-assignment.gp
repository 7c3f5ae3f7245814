# gp.source: an assignment whose value is a name
plot (a = "<id")
