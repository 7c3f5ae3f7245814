set title 'It''s 5 o''clock: "quoted"'
set xlabel "tab\tand \"quotes\" and \\ backslash"
set ylabel "two\nlines"
set label 1 "100 %" at graph 0.1, graph 0.9
set label 2 'a`b' at graph 0.1, graph 0.8
plot x title "ünïcödé → 日本 €"
