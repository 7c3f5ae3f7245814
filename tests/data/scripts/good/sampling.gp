plot sample [t=0:2*pi:0.1] '+' using (t):(sin(t)) with lines title 'sin', [t=0:5] '+' using (t):(t/5) with lines title 'line'
