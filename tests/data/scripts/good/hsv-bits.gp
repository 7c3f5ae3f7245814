c(h) = hsv2rgb(h, 0.8, 0.9)
plot for [k=0:5] x + k lc rgb c(k/6.0) lw 2 title sprintf("%06x & 0x%X", c(k/6.0) & 0xffffff, k << 2)
