set spiderplot
set style spiderplot fs transparent solid 0.3 border
set for [i=1:5] paxis i range [0:30]
set for [i=1:5] paxis i label sprintf("P%d", i)
set grid spider
plot for [i=1:5] DATA using 5 every ::i::i title 'score'
