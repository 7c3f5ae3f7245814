set samples 11
plot [0:10] '+' using 1:($1**2):(0.5) with boxes title "sq"
