set minussign
set micro
set decimalsign ','
set encoding utf8
plot [-2:2] -x title 'minus'
