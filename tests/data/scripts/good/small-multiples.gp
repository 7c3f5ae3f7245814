regions = "North South East West"
set multiplot layout 2,2 title "By region" margins 0.08,0.98,0.1,0.88 spacing 0.06
set yrange [0:400]
do for [r in regions] {
  set title r offset 0,-0.8
  plot DATA using 0:(strcol(2) eq r ? $3 : NaN) with impulses lw 3 notitle
}
unset multiplot
