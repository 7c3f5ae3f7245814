# gp.scan: a scanf format behind using
plot DATA using 1:2 "%*[^\n]%lf"
