set style data histograms
set style fill solid
plot newhistogram '2023', DATA using 3:xtic(2) every ::0::5 title 'revenue', newhistogram '2024' lt 4, DATA using 3:xtic(2) every ::12::17 title 'later'
