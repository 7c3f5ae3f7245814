set label 1 'x' at 1,1
set arrow 1 from 0,0 to 1,1
unset label 1
unset arrow
unset xlabel
unset grid
unset colorbox
unset for [i=1:2] object i
plot DATA using 0:3 with lines title 'left'
