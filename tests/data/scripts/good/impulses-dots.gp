plot DATA using 0:5 with impulses lw 3 title 'units', '' using 8:9 with dots title 'xy'
