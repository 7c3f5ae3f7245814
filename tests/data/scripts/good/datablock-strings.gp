$names << END
North
South
East
END
set xrange [0:4]
do for [i=1:|$names|] { set label i $names[i] at i, i center }
unset key
plot x
