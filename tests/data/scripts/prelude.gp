# What the tests put before a sample: the promises of PIPELINE.md, "What a
# gnuplot script may count on".
set terminal svg size 640,400 dynamic enhanced
set encoding utf8
set datafile separator tab
set datafile missing 'NaN'
set datafile columnheaders
DATA = 'data.tsv'
NROWS = 24
NCOLS = 9
TITLE = 'Revenue by month'
X_LABEL = 'Month'
Y_LABEL = 'Revenue'
STACK = 0
