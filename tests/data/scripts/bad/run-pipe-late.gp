# gp.source: a variable that becomes text later, in a loop
a = 1
do for [i=1:2] { plot a; a = "<id" }
