# gp.keyword: a label in onmousemove=
set label 1 "x');alert(1);('" at 1,1 hypertext point pt 7
plot DATA
