set jitter overlap 0.5 spread 0.3
plot DATA using (int($5) % 3):(int($3/20)) with points pt 6 title 'swarm'
