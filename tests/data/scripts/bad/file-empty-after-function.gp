# gp.source: '' behind a special file
plot DATA using 1:2, '+' using 1:2, '' using 1:2
