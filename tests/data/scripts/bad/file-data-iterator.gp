# gp.readonly: DATA as an iterator
plot for [DATA in "/etc/passwd"] DATA
