cumulate(v) = (acc = acc + v)
acc = 0
plot DATA using 0:(cumulate($5)) w filledcurve x1 title 'total'
