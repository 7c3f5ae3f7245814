plot DATA using 8:9 with points pt 7 lc 1 notitle, keyentry with points pt 7 lc 1 title 'months', keyentry with lines dt 2 title 'none'
