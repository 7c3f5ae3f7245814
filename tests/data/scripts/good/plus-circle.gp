DEG = pi/180.
R = 1.0
plot '+' using (R*cos($1)):(R*sin($1)) with lines
