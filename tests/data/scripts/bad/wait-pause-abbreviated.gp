# gp.wait: pa is pause
pa 99
plot DATA
