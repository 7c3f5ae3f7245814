set angles degrees
unset border; unset tics; unset key
set xrange [-1:1]; set yrange [-1:1]; set size ratio -1
array share[3] = [50, 30, 20]
array name[3] = ["North", "South", "East"]
start = 0
do for [i=1:3] {
  set object i circle at 0,0 size 0.8 arc [start:start+3.6*share[i]] fillstyle solid border -1 fc lt i front
  set label i name[i] at 0.5*cos(start+1.8*share[i]), 0.5*sin(start+1.8*share[i]) center front
  start = start + 3.6*share[i]
}
plot NaN notitle
