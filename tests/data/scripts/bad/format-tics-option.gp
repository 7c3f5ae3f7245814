# gp.format: the tics' own format
set xtics format "%999999999g"
plot x
