# gp.keyword: a variable named as the keyword is
file = 1
set palette file "<id"
plot DATA
