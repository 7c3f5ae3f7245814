# gp.file: call another script
call "/tmp/x.gp" "a"
plot DATA
