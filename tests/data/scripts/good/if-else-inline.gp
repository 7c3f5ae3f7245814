mode = (NROWS > 10) ? 'dense' : 'sparse'
if (mode eq 'dense') { set pointsize 0.5; } else { set pointsize 1.5; }
n = 0
while (n < 3) {
  n = n + 1
  if (n == 2) { continue }
  set label n sprintf('note %d', n) at graph 0.1*n, graph 0.9
}
plot DATA using 0:3 with points pt 7 title mode
