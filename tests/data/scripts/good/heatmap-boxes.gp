set style fill solid
set boxwidth 1
set palette gray negative
plot DATA using (int($0)%6):(int($0)/6):(0.5):(0.5):5 with boxxyerror fc palette notitle
