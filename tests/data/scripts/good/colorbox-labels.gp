set cbtics ("low" 0, "high" 20)
set cblabel "Units" rotate by 90 offset 1
set palette defined (0 "white", 1 "#08306b") maxcolors 6
plot DATA using 8:9:5 with points pt 5 ps 2 lc palette
