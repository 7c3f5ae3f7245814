# gp.source: a line of a data block as a name
$d << EOD
<id
EOD
plot $d[1]
