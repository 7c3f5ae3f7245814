plot [0:12] [50:200] DATA using 0:3 with lines title 'first year'
