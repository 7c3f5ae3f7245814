# gp.run: a key that runs
bind "x" "!id"
plot DATA
