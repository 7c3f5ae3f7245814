set style fill transparent solid 0.4 noborder
plot DATA using 8:9:(sqrt($5)/10) with circles lc rgb "#0060ad" title 'size: units'
