# area: from zero up to each series; stacked, each stands on the one before.
#: table wide
#: x scale
#: y zero
#: key box
#: hover x
if (!exists("DATA")) { TYPE = "area"; load "by-hand.inc" }

given(i) = valid(i) && column(i) == column(i) ? column(i) : 0
upto(i) = STACK ? (sum [k=2:i] given(k)) : column(i)
under(i) = STACK && i > 2 ? (sum [k=2:i-1] given(k)) : 0

if (PANELS > 1) { set multiplot }
if (!STACK) { set style fill transparent solid 0.28 noborder }
do for [p=1:PANELS] {
	set lmargin at screen LEFT[p]; set rmargin at screen RIGHT[p]
	set tmargin at screen TOP[p]; set bmargin at screen BOTTOM[p]
	if (STACK) {
		plot for [i=2:NCOLS] DATA index p-1 using (AT(0)):(under(i)):(upto(i)) with filledcurves linetype i-1
	} else {
		plot for [i=2:NCOLS] DATA index p-1 using (AT(0)):(0):i with filledcurves linetype i-1, \
		     for [i=2:NCOLS] DATA index p-1 using (AT(0)):i with lines linetype i-1
	}
	unset label; unset object
}
if (PANELS > 1) { unset multiplot }
