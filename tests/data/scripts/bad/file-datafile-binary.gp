# gp.keyword: all files are binary
set datafile binary filetype=auto
plot DATA
