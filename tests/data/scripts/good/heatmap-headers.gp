$m << EOD
,Mon,Tue,Wed
North,1,2,3
South,4,5,6
EOD
set datafile separator comma
set palette defined (0 '#ffffff', 1 '#08519c')
unset key
plot $m matrix rowheaders columnheaders using 1:2:3 with image
