# gp.keyword: a font into the terminal
set termoption font "x'/><script>"
plot DATA
