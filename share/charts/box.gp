# box: the middle half of the values as a box, its line the median, whiskers
# as far as values are usual, points beyond.
#: table boxes
#: x slots
#: y free
#: turn yes
#: key none
#: hover x
if (!exists("DATA")) { TYPE = "box"; load "by-hand.inc" }

set lmargin at screen LEFT[1]; set rmargin at screen RIGHT[1]
set tmargin at screen TOP[1]; set bmargin at screen BOTTOM[1]
H = BOX*0.35
set style fill solid 0.35 noborder
if (TURNED) {
	plot DATA index 0 using 2:0:($6-$2):(0) with vectors nohead linetype 1 linewidth 1.2, \
	     DATA index 0 using 4:0:3:5:($0-H):($0+H) with boxxyerror fillcolor rgb PAPER fillstyle solid, \
	     DATA index 0 using 4:0:3:5:($0-H):($0+H) with boxxyerror linetype 1, \
	     DATA index 0 using 4:($0-H):(0):(2*H) with vectors nohead linetype 1 linewidth 2.4, \
	     DATA index 1 using 2:1 with points linetype 1 pointsize 0.5
} else {
	plot DATA index 0 using 0:2:(0):($6-$2) with vectors nohead linetype 1 linewidth 1.2, \
	     DATA index 0 using 0:4:($0-H):($0+H):3:5 with boxxyerror fillcolor rgb PAPER fillstyle solid, \
	     DATA index 0 using 0:4:($0-H):($0+H):3:5 with boxxyerror linetype 1, \
	     DATA index 0 using ($0-H):4:(2*H):(0) with vectors nohead linetype 1 linewidth 2.4, \
	     DATA index 1 using 1:2 with points linetype 1 pointsize 0.5
}
