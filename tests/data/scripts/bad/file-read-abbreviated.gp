# gp.source: p with a file
p '/etc/passwd' u 3:4
