set view 60,40
set ticslevel 0
splot DATA using 8:9:3 with points pt 7 palette title 'revenue'
