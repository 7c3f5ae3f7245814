a = 3
if (a == 3) { set title "three"; } else { set title "other"; }
while (a < 6) { a = a + 1; set label a sprintf("%d",a) at a,a }
plot x
