stats DATA using 3 nooutput
top = STATS_max
plot DATA using 0:(100.0*$3/top) with lines title '% of best month'
