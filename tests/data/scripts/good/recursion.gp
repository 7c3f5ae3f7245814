fact(n) = n <= 1 ? 1 : n * fact(n - 1)
fib(n) = n < 2 ? n : fib(n-1) + fib(n-2)
set xrange [0:6]
set samples 7
plot fact(int(x)) with points title 'factorial', 5! title '5!'
