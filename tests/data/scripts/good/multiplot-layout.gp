set multiplot layout 2,2 title "Four views" font ",14"
set title 'revenue'; plot DATA using 0:3 with lines notitle
set title 'cost'; plot DATA using 0:4 with lines notitle
set title 'units'; plot DATA using 0:5 with impulses notitle
set title 'xy'; plot DATA using 8:9 with points notitle
unset multiplot
