splot DATA using 8:9:3:5 with zerrorfill fc rgb 'gray' title 'band'
