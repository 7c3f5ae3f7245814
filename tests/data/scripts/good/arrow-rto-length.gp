set arrow 1 from 2,100 rto 3,20 head filled
set arrow 2 from 5,100 length graph 0.2 angle 45 nohead
plot DATA using 0:3 with lines notitle
