set ylabel '°C'
set y2label '°F'
set y2tics
set link y2 via y*1.8+32 inverse (y-32)/1.8
set xrange [0:10]
plot 5*sin(x) + 15 title 'temperature'
