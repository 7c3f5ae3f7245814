f(x) = m*x + b
fit f(x) DATA using 8:9 via m, b
plot DATA using 8:9 with points title 'data', f(x) title 'fit'
