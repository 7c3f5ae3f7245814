# gp.data: a command behind the end's mark
$d << EOD
1 2
EOD; system "id"
plot $d
