colors = "#1b9e77 #d95f02 #7570b3 #e7298a"
set boxwidth 0.6
set style fill solid 0.85 noborder
n = 4
dx = 0.8/n
plot for [i=1:3] DATA using ($0 + (i-2)*dx):(column(i+2)) every ::::5 with boxes lc rgb word(colors, i) title word("rev cost units", i)
