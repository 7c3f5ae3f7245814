# gp.option: a grid of 10^9 voxels
set vgrid $v size 1000
plot DATA
