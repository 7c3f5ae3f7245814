plot for [i=3:5] for [j=1:2] DATA using 0:(column(i)*j) w l title sprintf("%d-%d",i,j)
