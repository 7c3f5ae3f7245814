set palette cubehelix start 0.5 cycles -1.5 saturation 1
plot DATA u 8:9:3 w p pt 5 ps 3 palette notitle
