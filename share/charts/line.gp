# line: a line for each series along x, with a gap where a value is missing.
#: table wide
#: x scale
#: y free
#: key line
#: hover x
if (!exists("DATA")) { TYPE = "line"; load "by-hand.inc" }

if (PANELS > 1) { set multiplot }
do for [p=1:PANELS] {
	set lmargin at screen LEFT[p]; set rmargin at screen RIGHT[p]
	set tmargin at screen TOP[p]; set bmargin at screen BOTTOM[p]
	if (LONE) {
		plot for [i=2:NCOLS] DATA index p-1 using (AT(0)):i with linespoints linetype i-1
	} else {
		plot for [i=2:NCOLS] DATA index p-1 using (AT(0)):i with lines linetype i-1
	}
	unset label; unset object
}
if (PANELS > 1) { unset multiplot }
