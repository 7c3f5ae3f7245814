# gp.keyword: fi is file
set palette fi "<id"
plot DATA
