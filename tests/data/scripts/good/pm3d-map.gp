set pm3d map interpolate 2,2
set samples 40; set isosamples 40
set palette model RGB functions gray, gray**2, 1-gray
splot [0:4][0:4] cos(x)*sin(y) notitle
