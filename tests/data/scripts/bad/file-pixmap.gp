# gp.file: a picture
set pixmap 1 "/tmp/x.png"
plot DATA
