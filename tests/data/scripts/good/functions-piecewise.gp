step(x) = x < 0 ? 0 : 1
tri(x) = abs(x - floor(x) - 0.5)
clip(x, a, b) = x < a ? a : (x > b ? b : x)
set xrange [-2:2]
set yrange [-0.5:1.5]
set arrow from 0,-0.5 to 0,1.5 nohead dt 3
plot step(x) with steps title "step", tri(x) title "tri", clip(x, 0.0, 0.5) dashtype (10,5,2,5) title "clip"
