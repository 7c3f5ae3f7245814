# gp.bidi: text that reads otherwise than it is
set title 'a‮b'
plot x
