j = {0,1}
set xrange [0:10]
plot abs(exp(j*x) + 0.5) title 'modulus', real(exp({0,1}*x)) title 'cos', arg(exp(j*x)) title 'phase'
