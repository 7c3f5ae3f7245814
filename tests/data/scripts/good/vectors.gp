plot DATA using 8:9:(0.3*cos($0)):(0.3*sin($0)) with vectors head filled size 0.1,20 lc rgb 'brown' title 'flow'
