s = "Alpha Beta Gamma"
n = words(s)
first = word(s, 1)
rest = substr(s, strlen(first) + 2, strlen(s))
set title sprintf("%d words: %s / %s / %s", n, first, rest, s[1:5])
if (first eq "Alpha" && strstrt(s, "Beta") > 0) { set xlabel 'found' }
plot x title first . '-' . word(s, n)
