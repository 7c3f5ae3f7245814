# gp.macro: quotes of two kinds on a line with @name
m = 'x'
set title "it's" . "@m"; set xlabel 'b'
plot DATA
