set style fill pattern 4 border
set boxwidth 0.9 relative
plot DATA u 0:3 w boxes fs pattern 5 fc rgb "red" t "p"
