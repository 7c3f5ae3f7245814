plot DATA using "x":"y" with points title 'by name', DATA using (column("x")):(column("revenue")/20) with points title 'scaled'
