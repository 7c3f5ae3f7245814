plot DATA using 8:9:(0.3) with xerrorbars title 'x', DATA using 8:9:(0.2):(0.6) with xyerrorbars title 'xy'
