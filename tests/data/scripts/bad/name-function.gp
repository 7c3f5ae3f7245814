# gp.readonly: sin defined anew
sin(x) = "<id"
plot sin(x)
