# gp.keyword: a file that is kept open
plot DATA volatile
