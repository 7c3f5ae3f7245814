plot DATA using 0:3:5 with yerrorlines title 'revenue'
