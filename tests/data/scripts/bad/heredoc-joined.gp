# gp.data: the opening on two lines
$d << \
EOD
1 2
EOD
plot $d
