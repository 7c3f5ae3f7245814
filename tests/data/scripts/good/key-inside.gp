set key inside right top vertical Right noreverse enhanced autotitle nobox
set key font ",10" spacing 1.1 samplen 1.5
plot sin(x), cos(x)
