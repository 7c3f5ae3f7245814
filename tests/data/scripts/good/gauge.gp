unset border; unset tics; unset key
set size ratio -1
set xrange [-1.2:1.2]; set yrange [-0.2:1.2]
set style fill solid 1.0 noborder
set angles degrees
do for [k=0:9] {
  set object 10+k circle at 0,0 size 1 arc [18*k:18*(k+1)] fc rgb hsv2rgb(k/30.0, 0.8, 0.9)
}
set object 30 circle at 0,0 size 0.6 fc rgb 'white' front
v = 0.62
set arrow 1 from 0,0 to cos(180*(1-v)), sin(180*(1-v)) lw 2 front
set label 1 sprintf("%.0f %%", 100*v) at 0,-0.12 center
plot NaN
