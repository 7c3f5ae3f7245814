set palette defined (0 "blue", 0.5 "white", 1 "red")
set cblabel 'units'
plot DATA using 8:9:5 with points pt 7 palette title ''
