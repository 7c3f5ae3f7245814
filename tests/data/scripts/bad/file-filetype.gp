# gp.keyword: a picture's reader
plot DATA binary filetype=png with rgbimage
