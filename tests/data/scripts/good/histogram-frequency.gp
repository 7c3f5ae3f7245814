bin_width = 5.
bin_number(x) = floor(x/bin_width)
rounded(x) = bin_width * ( bin_number(x) + 0.5 )
plot DATA using (rounded($3)):(1) smooth frequency with boxes fs solid 0.5 title "freq"
