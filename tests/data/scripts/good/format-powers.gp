set format y "%'.0f"
set format x "%.0t×10^{%T}"
set ylabel 'R²'
plot [0:1e6] x
