# bubble: a point for each row, its area a third number.
#: table points
#: x scale
#: y free
#: key dot
#: hover xy
if (!exists("DATA")) { TYPE = "bubble"; load "by-hand.inc"; AT(n) = column(1); SLOTS = 0 }

glass(i) = i < MUTED_SERIES ? "#50".substr(MUTED, 2, 7) : "#50".substr(word(PALETTE, (i-MUTED_SERIES)%words(PALETTE) + 1), 2, 7)

if (PANELS > 1) { set multiplot }
do for [p=1:PANELS] {
	set lmargin at screen LEFT[p]; set rmargin at screen RIGHT[p]
	set tmargin at screen TOP[p]; set bmargin at screen BOTTOM[p]
	if (SIZE eq "") {
		plot for [i=2:NCOLS] DATA index p-1 using (AT(0)):i with points linetype i-1 pointsize RADIUS
	} else {
		plot for [i=0:SERIES_COUNT-1] DATA index p-1 using (AT(0)):($4 == i ? $2 : NaN):3 with points linetype i+1 pointsize variable linecolor rgb glass(i)
	}
	unset label; unset object
}
if (PANELS > 1) { unset multiplot }
