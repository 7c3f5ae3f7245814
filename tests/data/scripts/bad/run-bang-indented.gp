# gp.run: ! behind blanks
   ! id
plot DATA
