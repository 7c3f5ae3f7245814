plot DATA using 0:3 with steps title 'steps', '' using 0:4 with fsteps title 'fsteps', '' u 0:5 with histeps title 'histeps'
