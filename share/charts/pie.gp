# pie: parts of a whole, from twelve o'clock on; DATA has from and to in degrees.
#: table slices
#: x slots
#: y zero
#: key box
#: hover xy
if (!exists("DATA")) { TYPE = "pie"; load "by-hand.inc"; RADIUS = 150 }

# before any range is set, which stats would keep to
array A[NROWS]; array B[NROWS]
stats DATA using (A[int($0)+1] = column(3), B[int($0)+1] = column(4)) nooutput
set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:WIDTH]; set yrange [0:HEIGHT]
set angles degrees
if (NROWS > 1 && !PATTERNS) { set style fill solid border rgb PAPER }
INNER = DONUT ? RADIUS*0.58 : 0
# the outline of slice i: out along its arc, back along the hole's
set samples 122
unset datafile
turn(i, k) = k <= 60 ? A[i] + (B[i]-A[i])*k/60.0 : B[i] - (B[i]-A[i])*(k-61)/60.0
far(k) = k <= 60 ? RADIUS : INNER
plot for [i=1:NROWS] '+' using (CENTRE_X + far($0)*sin(turn(i, $0))):(CENTRE_Y + far($0)*cos(turn(i, $0))) with filledcurves closed linetype i
