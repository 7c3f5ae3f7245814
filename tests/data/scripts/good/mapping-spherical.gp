set mapping cylindrical
set angles degrees
set ticslevel 0
splot DATA using ($0*15):5:3 with points title 'around'
