# light: dark ink on white.  NAME = "value" lines; gnuplot runs this file, and
# draw reads the same lines for what it computes.
WIDTH = 760
HEIGHT = 428
FONT = "Inter"
STRONG = "Inter Semi Bold"
PAPER = "#ffffff"
INK = "#1c2128"
TEXT = "#59626e"
MUTED = "#c3c9d1"
RULE = "#c9d0d8"
GRID = "#eceff3"
# Ten hues that stay apart for colour-blind eyes when taken in this order.
PALETTE = "#2f6fdb #e8871e #0f9b8e #d1495b #7a5ccc #5aa9e6 #8a6d3b #c85ca8 #5f7d28 #6b7480"
# From little to much; and from below to above a middle.
RAMP = "#eef4fc #c3dbf6 #8ab8ea #4f8fd9 #2463b3 #123c78"
DIVERGING = "#b2560d #e59a55 #f6d9bd #f4f4f4 #c3dbf6 #5b97dc #1f55a5"
