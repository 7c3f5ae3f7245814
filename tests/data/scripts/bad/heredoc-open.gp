# gp.data: a data block without an end
$d << EOD
1 2
plot $d
