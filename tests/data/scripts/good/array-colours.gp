array Color = [ 0xff0000, 0x00ff00, 0x0000ff ]
plot for [i=1:3] i*x lc rgb Color[i] title sprintf("%d",i)
