# bubble: a point for each row, its area a third number.
#: table points
#: x scale
#: y free
#: key dot
#: hover xy
if (!exists("DATA")) { TYPE = "bubble"; load "by-hand.inc"; AT(n) = column(1); SLOTS = 0 }

glass(i) = i < MUTED_SERIES ? "#50".substr(MUTED, 2, 7) : "#50".substr(word(PALETTE, (i-MUTED_SERIES)%words(PALETTE) + 1), 2, 7)

set lmargin at screen LEFT[1]; set rmargin at screen RIGHT[1]
set tmargin at screen TOP[1]; set bmargin at screen BOTTOM[1]
if (SIZE eq "") {
	plot for [i=2:NCOLS] DATA using (AT(0)):i with points linetype i-1 pointsize RADIUS
} else {
	plot for [i=0:SERIES_COUNT-1] DATA using (AT(0)):($4 == i ? $2 : NaN):3 with points pointtype 7 pointsize variable linecolor rgb glass(i)
}
