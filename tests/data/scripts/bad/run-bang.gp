# gp.run: ! at the start of a line
!id
plot DATA
