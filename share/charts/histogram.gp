# histogram: how many values fall into each bin; x is the bin's lower edge.
#: table bins
#: x scale
#: y zero
#: key box
#: hover x
if (!exists("DATA")) { TYPE = "histogram"; load "by-hand.inc"; AT(n) = column(1); SLOTS = 0 }

under(i) = i > 2 ? (sum [k=2:i-1] (valid(k) ? column(k) : 0)) : 0
in(x, part) = LOG_BINS ? x*10**(WIDE*part) : x + WIDE*part
WIDE = exists("SLOT") && BIN == 0 ? 1 : BIN

if (PANELS > 1) { set multiplot }
do for [p=1:PANELS] {
	set lmargin at screen LEFT[p]; set rmargin at screen RIGHT[p]
	set tmargin at screen TOP[p]; set bmargin at screen BOTTOM[p]
	plot for [i=2:NCOLS] DATA index p-1 using (AT(0)):i:(in(AT(0), 0.02)):(in(AT(0), 0.98)):(under(i)):(under(i)+column(i)) with boxxyerror linetype i-1
	unset label; unset object
}
if (PANELS > 1) { unset multiplot }
