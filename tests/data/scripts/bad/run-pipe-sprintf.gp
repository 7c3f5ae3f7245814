# gp.source: a program's name made by sprintf
plot sprintf("%cid", 60)
