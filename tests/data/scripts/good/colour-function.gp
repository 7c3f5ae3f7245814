rgb(r,g,b) = int(r)*65536 + int(g)*256 + int(b)
plot DATA using 8:9:(rgb(25*$8, 100, 255 - 10*$5)) with points pt 7 lc rgb variable title 'mix'
