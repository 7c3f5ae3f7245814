# gp.file: read the script again, for ever
reread
plot DATA
