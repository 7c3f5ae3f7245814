# heatmap: a cell for each column and row, its colour the value.
#: table grid
#: x slots
#: y free
#: key ramp
#: hover xy
if (!exists("DATA")) { TYPE = "heatmap"; load "by-hand.inc"; set yrange [*:*] reverse }

if (PANELS > 1) { set multiplot }
do for [p=1:PANELS] {
	set lmargin at screen LEFT[p]; set rmargin at screen RIGHT[p]
	set tmargin at screen TOP[p]; set bmargin at screen BOTTOM[p]
	plot DATA index p-1 using 1:2:($1-0.5+GAP_X):($1+0.5-GAP_X):($2-0.5+GAP_Y):($2+0.5-GAP_Y):4 with boxxyerror linecolor rgb variable
	unset label; unset object
}
if (PANELS > 1) { unset multiplot }
