stats DATA using 8:9 nooutput
set title sprintf("r = %.2f, slope %.2f", STATS_correlation, STATS_slope)
plot DATA u 8:9 pt 7 notitle, STATS_slope*x + STATS_intercept lc 'black' notitle
