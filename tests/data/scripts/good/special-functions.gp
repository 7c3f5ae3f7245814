set xrange [0.1:5]
plot gamma(x) title 'gamma', lgamma(x), erf(x), besj0(x), norm(x), \
  igamma(2,x), lambertw(x), ibeta(2,3,x/6), voigt(x,1), airy(-x), expint(1,x), \
  EllipticK(x/6) title 'elliptic'
