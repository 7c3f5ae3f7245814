plot DATA using 0:4:6:7:3 with financebars lc rgb '#008800' title 'prices'
