if (exists("STACK") && STACK) { set style histogram rowstacked }
if (!exists("myvar")) { myvar = 3 }
plot myvar*x
