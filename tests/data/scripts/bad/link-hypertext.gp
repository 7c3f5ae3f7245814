# gp.keyword: a cell in onmousemove=
plot DATA using 8:9:2 with labels hypertext point pt 7
