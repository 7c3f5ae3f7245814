set linetype 1 lw 2 lc rgb "blue" pointtype 6
set linetype cycle 5
set pointsize 2
set colorsequence podo
plot for [i=1:6] x+i lt i
