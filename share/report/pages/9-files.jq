# The report's files.  Each output is a piece of text of the file last named.
#
# All programs of this folder are read as one, in the order of their names.  To
# change one, put your own copy of it in report/pages/ of a folder that VIZ_SHARE names.
# The page last: make takes it as the sign that all the rest is there.
({file: "report.md"}, markdown),
({file: "report.html"}, page)
