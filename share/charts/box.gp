# box: the middle half of the values as a box, its line the median, whiskers
# as far as values are usual, points beyond.
#: table boxes
#: x slots
#: y free
#: turn yes
#: key none
#: hover x
if (!exists("DATA")) { TYPE = "box"; load "by-hand.inc" }

H = BOX*0.35
set style fill solid 0.35 noborder
if (PANELS > 1) { set multiplot }
do for [p=1:PANELS] {
	set lmargin at screen LEFT[p]; set rmargin at screen RIGHT[p]
	set tmargin at screen TOP[p]; set bmargin at screen BOTTOM[p]
	b = 2*(p-1)
	if (TURNED) {
		plot DATA index b using 2:0:($6-$2):(0) with vectors nohead linetype 1 linewidth 1.2, \
		     DATA index b using 4:0:3:5:($0-H):($0+H) with boxxyerror fillcolor rgb PAPER fillstyle solid, \
		     DATA index b using 4:0:3:5:($0-H):($0+H) with boxxyerror linetype 1, \
		     DATA index b using 4:($0-H):(0):(2*H) with vectors nohead linetype 1 linewidth 2.4, \
		     DATA index b+1 using 2:1 with points linetype 1 pointsize 0.5
	} else {
		plot DATA index b using 0:2:(0):($6-$2) with vectors nohead linetype 1 linewidth 1.2, \
		     DATA index b using 0:4:($0-H):($0+H):3:5 with boxxyerror fillcolor rgb PAPER fillstyle solid, \
		     DATA index b using 0:4:($0-H):($0+H):3:5 with boxxyerror linetype 1, \
		     DATA index b using ($0-H):4:(2*H):(0) with vectors nohead linetype 1 linewidth 2.4, \
		     DATA index b+1 using 1:2 with points linetype 1 pointsize 0.5
	}
	unset label; unset object
}
if (PANELS > 1) { unset multiplot }
