# gp.plots: a joined comment swallows the plot
# a comment \
plot x
