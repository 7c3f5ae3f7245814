# The report's files.  Each output is a piece of text of the file last named.
#
# All programs of this folder are read as one, in the order of their names.  To
# change one, put your own copy of it in report/pages/ of a folder that VIZ_SHARE names.
({file: "report.html"}, page),
({file: "report.md"}, markdown)
