run = 0
set style fill solid 0.8
set boxwidth 0.6
unset key
plot DATA using 0:(prev = run, run = run + $5 - 10, prev):(prev < run ? prev : run):(prev > run ? prev : run):(run) every ::::8 with candlesticks lc rgb 'dark-blue'
