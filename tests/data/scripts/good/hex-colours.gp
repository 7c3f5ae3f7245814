hex = "#1b9e77 #d95f02 #7570b3 #e7298a"
name(i) = word("one two three four", i)
f(x,n) = sin(x*n)/n
set samples 400
set xrange [-pi:pi]
set xtics ("-{/Symbol p}" -pi, "0" 0, "{/Symbol p}" pi)
plot for [i=1:4] f(x,i) lw 2 lc rgb word(hex,i) title name(i)
