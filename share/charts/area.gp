# area: from zero up to each series; stacked, each stands on the one before.
#: table wide
#: x scale
#: y zero
#: runs yes
#: key box
#: hover x
if (!exists("DATA")) { TYPE = "area"; load "by-hand.inc" }

given(i) = valid(i) && column(i) == column(i) ? column(i) : 0
upto(i) = STACK ? (sum [k=2:i] given(k)) : column(i)
at(r) = AT(0) + (SLOTS ? RUN_FROM[r] : 0)
under(i) = STACK && i > 2 ? (sum [k=2:i-1] given(k)) : 0

if (PANELS > 1) { set multiplot }
if (!STACK && (!PATTERNS || NCOLS == 2)) { set style fill transparent solid 0.28 noborder }
do for [p=1:PANELS] {
	set lmargin at screen LEFT[p]; set rmargin at screen RIGHT[p]
	set tmargin at screen TOP[p]; set bmargin at screen BOTTOM[p]
	if (STACK) {
		plot for [i=2:NCOLS] DATA index p-1 using (AT(0)):(under(i)):(upto(i)) with filledcurves linetype i-1, \
		     for [i=2:PATTERNS ? NCOLS : 1] DATA index p-1 using (AT(0)):(upto(i)) with lines linewidth 0.8 linecolor rgb INK dashtype 1
	}
	if (!STACK && RUNS) {
		plot for [r=RUN_FIRST[p]:RUN_LAST[p]] DATA index p-1 every ::RUN_FROM[r]::RUN_TO[r] using (at(r)):(0):(column(RUN[r])) with filledcurves linetype RUN[r]-1, \
		     for [r=RUN_FIRST[p]:RUN_LAST[p]] DATA index p-1 every ::RUN_FROM[r]::RUN_TO[r] using (at(r)):(column(RUN[r])) with linespoints linetype RUN[r]-1 linewidth 2.4 pointsize 0.3
	}
	if (!STACK && !RUNS && LONE) {
		plot for [i=2:NCOLS] DATA index p-1 using (AT(0)):i with impulses linetype i-1 linewidth 2.4, \
		     for [i=2:NCOLS] DATA index p-1 using (AT(0)):i with linespoints linetype i-1
	}
	if (!STACK && !RUNS && !LONE) {
		plot for [i=2:NCOLS] DATA index p-1 using (AT(0)):(0):i with filledcurves linetype i-1, \
		     for [i=2:NCOLS] DATA index p-1 using (AT(0)):i with lines linetype i-1 linewidth 2.4
	}
	unset label; unset object
}
if (PANELS > 1) { unset multiplot }
