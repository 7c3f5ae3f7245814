set offset graph 0.05, graph 0.05, graph 0.05, graph 0.05
plot DATA using 8:9:2 every 4 with labels point pt 7 offset char 1,0.5 left font ',9' notitle
