set multiplot
set origin 0,0; set size 1,1
plot DATA using 0:3 with lines notitle
set origin 0.55,0.15
set size 0.4,0.35
set bmargin 1; set tmargin 1
unset key
plot [0:6] DATA using 0:3 with points notitle
unset multiplot
