s = ""
do for [i=1:3] { s = s . sprintf("%d ", i) }
set label s at 1,1
set label "plain" at 2,2 left
plot for [w in s] x + int(w) title "line ".w
