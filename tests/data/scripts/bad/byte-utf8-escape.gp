# gp.utf8: escapes that spell broken UTF-8
set title "a\377\376"
plot x
