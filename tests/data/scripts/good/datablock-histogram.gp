$Data <<EOD
cat1 10
cat2 20
EOD
unset datafile
set datafile separator whitespace
plot $Data using 2:xtic(1) with histogram title ''
