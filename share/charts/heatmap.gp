# heatmap
plot DATA matrix rowheaders columnheaders using 1:2:3 with image notitle
