# gp.command: show everything
show all
plot DATA
