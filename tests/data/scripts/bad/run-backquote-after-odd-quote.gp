# gp.backtick: an apostrophe in double quotes opens nothing
set title "it's `id`"
plot DATA
