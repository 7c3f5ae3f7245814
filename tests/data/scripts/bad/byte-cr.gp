# gp.byte: a CR hides a command from a reader
set grid #system "id"
plot x
