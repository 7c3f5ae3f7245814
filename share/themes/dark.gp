# dark: light ink on near black.  NAME = "value" lines; gnuplot runs this file, and
# draw reads the same lines for what it computes.
WIDTH = 760
HEIGHT = 428
FONT = "Inter"
PAPER = "#14181d"
INK = "#e9edf1"
TEXT = "#a5aeb8"
MUTED = "#4d5661"
RULE = "#434b55"
GRID = "#252b33"
# 1: series also differ by pattern, lines by dashes.
PATTERNS = 0
DASHES = 0
# The shapes of points, a number of gnuplot\'s each series (7: a disc).
POINTS = "7"
# Ten hues that stay apart for colour-blind eyes (tests/unit/theme.c) when taken
# in this order.
PALETTE = "#3a7ee0 #feac29 #73f4dd #cf4a44 #ab90fa #6fc0f8 #b2922a #da68a6 #add583 #a4afba"
# From little to much; and from below to above a middle.
RAMP = "#1c2638 #23406f #2b5ca8 #3a7ee0 #7fabee #cfe0fa"
DIVERGING = "#f7c476 #dba044 #6e4d1d #2a2f36 #23406f #3a7ee0 #a9c8f6"
