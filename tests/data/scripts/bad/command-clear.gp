# gp.command: the page wiped
plot x
clear
