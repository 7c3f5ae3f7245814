if (NROWS > 100) {
  set title 'many'
} else {
  if (NROWS > 10) {
    set title 'some'
  } else {
    set title 'few'
  }
}
plot DATA using 0:3 with lines title 'revenue'
