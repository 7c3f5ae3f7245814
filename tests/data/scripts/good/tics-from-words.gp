LABELS = "a b c"
set xtics 1
set for [i=1:3] xtics add (word(LABELS,i) i)
plot [0:4] x
