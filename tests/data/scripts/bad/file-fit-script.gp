# gp.keyword: fit's script
set fit script "id"
plot DATA
