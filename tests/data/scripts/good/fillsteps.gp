set style fill solid 0.4
plot DATA using 0:5 with fillsteps title 'units'
