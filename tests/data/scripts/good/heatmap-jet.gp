set view map
set size ratio 1
set pm3d interpolate 0,0
set cbrange [0:1]
set palette defined ( 0 "#000090", 1 "#000fff", 2 "#0090ff", 3 "#0fffee", 4 "#90ff70", 5 "#ffee00", 6 "#ff7000", 7 "#ee0000", 8 "#7f0000")
splot [0:1] [0:1] x*y with pm3d
