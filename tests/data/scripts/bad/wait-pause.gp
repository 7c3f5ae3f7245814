# gp.wait: wait for a key
pause -1
plot DATA
