# a chart; with 'quotes' in a comment and `backquotes`
set title "a # in a string"; set grid # and a comment
plot DATA u 0:3 w l t 'rev # 1' # end
