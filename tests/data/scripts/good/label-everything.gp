set label 1 "A" at screen 0.5,0.5 center font "Helvetica,20" tc rgbcolor "blue" rotate by 45 front point pt 7
plot x lw 3 dt (5,5) , x+1 dt "--"
