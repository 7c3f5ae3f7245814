# heatmap: a cell for each column and row, its colour the value.
#: table grid
#: x slots
#: y free
#: key ramp
#: hover xy
if (!exists("DATA")) { TYPE = "heatmap"; load "by-hand.inc"; set yrange [*:*] reverse }

plot DATA using 1:2:($1-0.5+GAP_X):($1+0.5-GAP_X):($2-0.5+GAP_Y):($2+0.5-GAP_Y):4 with boxxyerror linecolor rgb variable
