# gp.source: an iterator over names
plot for [f in "<id <ls"] f
