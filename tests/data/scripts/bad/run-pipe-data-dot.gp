# gp.source: DATA with something behind it
plot DATA."x"
