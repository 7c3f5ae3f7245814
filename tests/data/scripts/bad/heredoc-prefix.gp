# gp.data: gnuplot ends it by a prefix
$d << EO
1 2
EOD
!id
EO
plot $d
