set angles radians
set samples 1000
set trange [0:12*pi]
set parametric
plot t*cos(t), t*sin(t) w l lc palette z notitle
