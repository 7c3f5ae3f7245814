set palette maxcolors 5 defined (0 0 0 0.5, 1 0 1 1, 2 1 1 0, 3 0.5 0 0)
set cbtics scale 0
plot DATA u 8:9:5 w p pt 7 palette title 'units'
