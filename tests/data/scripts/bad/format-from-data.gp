# gp.format: a format from a cell
plot DATA using 1:2:(sprintf(strcol(2), 1)) with labels
