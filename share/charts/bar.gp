# bar: a bar for each x and series, side by side, stacked, or on their side.
#: table wide
#: x slots
#: y zero
#: turn yes
#: key box
#: hover x
if (!exists("DATA")) { TYPE = "bar"; load "by-hand.inc" }

N = NCOLS - 1
# what series i stands on, and reaches; a null stands on nothing
under(i) = STACK && i > 2 ? sum [k=2:i-1] (valid(k) && column(k) == column(k) && column(k)*column(i) > 0 ? column(k) : 0) : 0
base(i) = LOG_Y ? FLOOR : under(i)
from(i) = STACK ? -BOX/2 : BOX*((i-2.0)/N - 0.5) + GAP
to(i) = STACK ? BOX/2 : BOX*((i-1.0)/N - 0.5) - GAP
GAP = N > 1 && !STACK ? BOX/N*0.04 : 0
FLOOR = LOG_Y ? 1e-300 : 0

if (PANELS > 1) { set multiplot }
do for [p=1:PANELS] {
	set lmargin at screen LEFT[p]; set rmargin at screen RIGHT[p]
	set tmargin at screen TOP[p]; set bmargin at screen BOTTOM[p]
	if (TURNED) {
		plot for [i=2:NCOLS] DATA index p-1 using (column(i)):(AT(0)):(base(i)):(under(i)+column(i)):(AT(0)+from(i)):(AT(0)+to(i)) with boxxyerror linetype i-1
	} else {
		plot for [i=2:NCOLS] DATA index p-1 using (AT(0)):(column(i)):(AT(0)+from(i)):(AT(0)+to(i)):(base(i)):(under(i)+column(i)) with boxxyerror linetype i-1
	}
	unset label; unset object
}
if (PANELS > 1) { unset multiplot }
