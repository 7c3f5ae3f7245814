# gp.data: a data block in a block
if (1) {
$d << EOD
1 2
EOD
}
plot $d
