set xtics add ("now" 5)
set xtics ()
set ytics ("low" 0, "" 5 1, "high" 10)
plot [0:10] x
