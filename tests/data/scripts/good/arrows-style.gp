set style arrow 1 head filled size screen 0.015,20,60 lw 1.5
plot DATA using 8:9:(0.8):(15*$0) with arrows arrowstyle 1 title 'wind'
