unset mouse
unset output
set xlabel "Month"
plot DATA u 0:3 w lp pt 5 t "Revenue"
unset output
set output
