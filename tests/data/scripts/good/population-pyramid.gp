set style fill solid
set yrange [-0.5:11.5]
set xtics format "%h"
set boxwidth 0.8
plot DATA using (-$3/2):0:(-$3/2):(0):($0-0.4):($0+0.4) every ::0::11 with boxxyerror lc rgb "#4477aa" title "left", \
     DATA using ($4/2):0:(0):($4/2):($0-0.4):($0+0.4) every ::0::11 with boxxyerror lc rgb "#ee6677" title "right"
