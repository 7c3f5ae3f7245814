# gp.function: voxel()
plot voxel(1,2,3)
