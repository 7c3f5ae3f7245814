# gp.run: backquotes run in branches that are never taken
if (0) { a = `id` }
plot DATA
