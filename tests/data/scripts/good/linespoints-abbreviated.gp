se tit 'Units'
se yr [0:*]
p DATA u 0:5:xtic(2) w lp pt 7 ps 0.8 lt rgb 'forest-green' t 'units'
