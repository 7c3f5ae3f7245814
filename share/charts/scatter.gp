# scatter: a point for each row, coloured by series; with a trend line or none.
# Many are dots: strokes of no length to speak of (STROKE, a part of the panel's
# width, towards its MIDDLE) with round ends.
#: table points
#: x scale
#: y free
#: key dot
#: hover xy
if (!exists("DATA")) { TYPE = "scatter"; load "by-hand.inc"; AT(n) = column(1); SLOTS = 0 }

# the palette's colour i, as see-through as GLASS says
glass(i) = i < MUTED_SERIES ? MUTED : "#".GLASS.substr(word(PALETTE, (i-MUTED_SERIES)%words(PALETTE) + 1), 2, 7)
trend(x) = LOG_X ? (LOG_Y ? 10**(TREND_A + TREND_B*log10(x)) : TREND_A + TREND_B*log10(x)) \
                 : (LOG_Y ? 10**(TREND_A + TREND_B*x) : TREND_A + TREND_B*x)

if (PANELS > 1) { set multiplot }
do for [p=1:PANELS] {
	set lmargin at screen LEFT[p]; set rmargin at screen RIGHT[p]
	set tmargin at screen TOP[p]; set bmargin at screen BOTTOM[p]
	plot for [i=2:STROKE > 0 ? 1 : NCOLS] DATA index p-1 using (AT(0)):i with points linetype i-1 linecolor rgb glass(i-2) pointsize RADIUS, \
	     for [i=2:STROKE > 0 ? NCOLS : 1] DATA index p-1 using (AT(0)):i:(-STROKE):(AT(0) > MIDDLE ? 180 : 0) \
	         with arrows nohead linecolor rgb glass(i-2) linewidth 2*RADIUS, \
	     [TREND_FROM:TREND_TO] TREND ? trend(x) : NaN with lines linecolor rgb INK linewidth 1.4 dashtype 2
	unset label; unset object
}
if (PANELS > 1) { unset multiplot }
