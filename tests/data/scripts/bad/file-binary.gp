# gp.keyword: a binary file
plot DATA binary format="%float" using 1
