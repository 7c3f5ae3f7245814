# gp.byte: a NUL by an escape
set title "a\000b"
plot x
