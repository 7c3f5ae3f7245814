i = 1
while (i <= 5) {
  if (i == 3) { i = i + 1; continue }
  set arrow i from i, 0 to i, i nohead
  i = i + 1
}
set xrange [0:6]; set yrange [0:6]
plot x notitle
