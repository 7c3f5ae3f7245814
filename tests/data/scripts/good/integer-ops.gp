set xrange [0:20]; set samples 21
plot int(x) % 3 with steps title 'mod', int(x) / 4 with steps title 'div', (int(x) ^ 5) & ~1 title 'bits', -2**2 + x title 'power', !(x > 5) || x >= 18 && x != 19 title 'logic'
