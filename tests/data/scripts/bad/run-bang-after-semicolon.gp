# gp.run: ! behind a semicolon
set grid; ! id
plot DATA
