# gp.source: plot a file
plot "/etc/passwd" using 1:2
