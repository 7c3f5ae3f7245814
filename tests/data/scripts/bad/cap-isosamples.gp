# gp.cap: a million lines
set isosamples 1000000
splot x*y
