bw = 10.0
bin(x, w) = w*floor(x/w) + w/2.0
set boxwidth bw*0.9
set style fill solid 0.5
plot DATA using (bin($3, bw)):(1.0) smooth freq with boxes title 'months'
