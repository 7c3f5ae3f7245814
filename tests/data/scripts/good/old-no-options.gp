set nokey
set nogrid
set noxtics
set nologscale
set title "Old style"
plot DATA using 0:3 with lines
