unset border; unset tics; unset key
set margins 0,0,0,0
plot DATA using 0:3 with lines lw 3 lc rgb 'black'
