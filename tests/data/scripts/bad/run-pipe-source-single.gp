# gp.source: the same in single quotes
plot '< cat /etc/passwd' using 1:2
