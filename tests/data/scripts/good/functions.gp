set xrange [-10:10]
set samples 500
g(x) = sin(x)/x
gauss(x, mu, s) = exp(-(x-mu)**2/(2*s**2))/(s*sqrt(2*pi))
plot g(x) lw 2 title 'sinc', gauss(x, 0, 2) dt '-.' title 'normal', x > 0 ? log(x)/5 : NaN title 'log'
