# bubble
plot DATA using 1:2 with points title columnhead(2)
