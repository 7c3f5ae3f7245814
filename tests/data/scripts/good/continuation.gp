set title "one \
line"
plot \
  DATA using 0:3 \
  with lines \
  title 'revenue', \
  DATA using 0:4 with lines title 'cost'
