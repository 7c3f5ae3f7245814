cols = "revenue cost units"
plot for [c in cols] DATA using 0:(column(c)) with lines title c
