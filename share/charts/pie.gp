# pie: parts of a whole, from twelve o'clock on; DATA has from and to in degrees.
#: table slices
#: x slots
#: y zero
#: key box
#: hover xy
if (!exists("DATA")) { TYPE = "pie"; load "by-hand.inc"; RADIUS = 150 }

# before any range is set, which stats would keep to
array A[NROWS]; array B[NROWS]
do for [p=1:PIES] { stats DATA index p-1 using (A[int($0)+1+(p-1)*SLICES] = column(3), B[int($0)+1+(p-1)*SLICES] = column(4)) nooutput }
set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:WIDTH]; set yrange [0:HEIGHT]
set angles degrees
if (SLICES > 1) { set style fill solid border rgb PAPER }
INNER = DONUT ? RADIUS*0.58 : 0
# the outline of slice i: out along its arc, back along the hole's
set samples 122
unset datafile
turn(i, k) = k <= 60 ? A[i] + (B[i]-A[i])*k/60.0 : B[i] - (B[i]-A[i])*(k-61)/60.0
far(k) = k <= 60 ? RADIUS : INNER
pie(i) = (i-1)/SLICES + 1
if (PATTERNS && SLICES > 1) {
	# each pie begins with the first pattern again, as the legend does
	plot for [i=1:NROWS] '+' using (CENTRE_X[pie(i)] + far($0)*sin(turn(i, $0))):(HEIGHT - CENTRE_Y[pie(i)] + far($0)*cos(turn(i, $0))) with filledcurves closed fillstyle pattern ((i-1)%SLICES + 3)%8 border linecolor rgb INK linetype (i-1)%SLICES + 1
} else {
	plot for [i=1:NROWS] '+' using (CENTRE_X[pie(i)] + far($0)*sin(turn(i, $0))):(HEIGHT - CENTRE_Y[pie(i)] + far($0)*cos(turn(i, $0))) with filledcurves closed linetype (i-1)%SLICES + 1
}
