# gp.keyword: fit's log
set fit logfile "/tmp/x"
plot DATA
