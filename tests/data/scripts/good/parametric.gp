set parametric
set size ratio -1
plot [0:2*pi] cos(t), sin(t) title 'circle'
