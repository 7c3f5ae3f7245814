# gp.name: nobody gives it a value
plot x*slope
