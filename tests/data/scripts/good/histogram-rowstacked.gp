set style data histogram
set style histogram rowstacked
set boxwidth 0.75 absolute
set style fill solid noborder
set key outside right top vertical Left reverse
plot for [i=3:5] DATA using i:xtic(5) every ::::7 title columnheader(i)
