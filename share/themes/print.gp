# print: greys and patterns, for paper and for copies of copies.  NAME = "value" lines; gnuplot runs this file, and
# draw reads the same lines for what it computes.
WIDTH = 760
HEIGHT = 428
FONT = "Inter"
PAPER = "#ffffff"
INK = "#000000"
TEXT = "#3a3a3a"
MUTED = "#c8c8c8"
RULE = "#8a8a8a"
GRID = "#e4e4e4"
# 1: series also differ by pattern, lines by dashes.
PATTERNS = 1
DASHES = 1
# The shapes of points, a number of gnuplot\'s each series (7: a disc).
POINTS = "7 5 9 13 11 6 4 8 12 10"
# Greys; what is alike in tone differs in pattern or dash.
PALETTE = "#2b2b2b #6f6f6f #9c9c9c #484848 #858585 #5a5a5a #7a7a7a #3a3a3a #8f8f8f #666666"
# From little to much; and from below to above a middle.
RAMP = "#f6f6f6 #d0d0d0 #a4a4a4 #787878 #4c4c4c #262626"
DIVERGING = "#1e1e1e #4a4a4a #767676 #a0a0a0 #c4c4c4 #e0e0e0 #f8f8f8"
