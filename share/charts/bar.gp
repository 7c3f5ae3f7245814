# bar
set boxwidth 0.8
set style data histograms
set style histogram clustered gap 1
set yrange [0:*]
plot for [i=2:NCOLS] DATA using i:xtic(1) title columnhead(i)
