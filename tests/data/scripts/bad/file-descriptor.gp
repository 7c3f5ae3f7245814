# gp.source: read an inherited descriptor
plot '<&3'
