plot DATA using 0:3:4 with filledcurves above lc rgb '#88cc88' title 'gain', '' using 0:3:4 with filledcurves below lc rgb '#cc8888' title 'loss'
