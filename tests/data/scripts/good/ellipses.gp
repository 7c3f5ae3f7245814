set style fill transparent solid 0.3
plot DATA using 8:9:(0.8):(0.5):(10*$0) with ellipses units xx title 'spread'
