# gp.backtick: backquotes are live in double quotes
set title "`id`"
plot DATA
