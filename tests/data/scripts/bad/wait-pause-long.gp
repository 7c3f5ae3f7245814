# gp.wait: wait for long
pause 100000
plot DATA
