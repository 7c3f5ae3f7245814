set multiplot layout 3,1 margins 0.12,0.95,0.1,0.95 spacing 0.08
do for [i=3:5] {
  set ylabel word("revenue cost units", i-2)
  plot DATA using 0:i with lines lc i notitle
}
unset multiplot
