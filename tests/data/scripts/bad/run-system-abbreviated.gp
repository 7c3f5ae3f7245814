# gp.run: sy is system
sy "id"
plot DATA
