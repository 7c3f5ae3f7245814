# gp.file: load a library
import f(x) from "./evil.so"
plot DATA
