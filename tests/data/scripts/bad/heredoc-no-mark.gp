# gp.syntax: no mark
$d <<
plot x
