plot DATA using 0:3 every 2 with points title 'every second', DATA using 0:3 every 3::2::20 with points title 'every third', DATA skip 3 using 0:3 with lines title 'later'
