set ytics nomirror
set y2tics
set y2label 'units'
set y2range [0:30]
plot DATA using 0:3 with lines axes x1y1 title 'revenue', DATA using 0:5 with boxes fs solid 0.2 axes x1y2 title 'units'
