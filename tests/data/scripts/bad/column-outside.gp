# gp.column: $1 where there is no data
plot $1
