# gp.source: text assigned inside using
n = 1
set multiplot
plot DATA using (n = strcol(2), 1):2
plot n
