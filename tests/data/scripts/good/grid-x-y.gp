r(x)=abs(x)>1e30?NaN:x
set style line 1 linetype rgb "blue" linewidth 2
set grid x y
set xtics format "%h"
plot r(x) ls 1
