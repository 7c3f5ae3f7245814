# gp.macro: macros on
set macros
plot DATA
