# light: dark ink on white.  NAME = "value" lines; gnuplot runs this file, and
# draw reads the same lines for what it computes.
WIDTH = 760
HEIGHT = 428
FONT = "Inter"
# The theme that takes its place where the reader's system is dark.
DARK = "dark"
PAPER = "#ffffff"
INK = "#1c2128"
TEXT = "#59626e"
MUTED = "#c3c9d1"
RULE = "#c9d0d8"
GRID = "#eceff3"
# 1: series also differ by pattern, lines by dashes.
PATTERNS = 0
DASHES = 0
# The shapes of points, a number of gnuplot\'s each series (7: a disc).
POINTS = "7"
# Ten hues that stay apart for colour-blind eyes (tests/unit/theme.c) when taken
# in this order.
PALETTE = "#2f55c0 #dc8f11 #078d84 #822f47 #8a63d4 #1aa5f2 #926c0e #c16eb4 #62a66c #5e6571"
# From little to much; and from below to above a middle.
RAMP = "#eef2fb #c4d2f2 #8fa9e4 #688ddc #2f55c0 #1c3479"
DIVERGING = "#9c5a06 #dc9a3c #f5d9ae #f3f3f2 #c4d2f2 #6f8fdb #2444a0"
