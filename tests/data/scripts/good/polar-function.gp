set polar
set trange [0:2*pi]
set samples 300
plot 1 + cos(t) title 'cardioid', abs(sin(3*t)) with filledcurves fs solid 0.2 title 'rose'
