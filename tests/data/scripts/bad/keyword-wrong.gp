# gp.keyword: a keyword of another option
set xlabel 'x' rotatee 90
plot x
