# gp.depth: a pile of blocks
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
if (1) {
a = 1
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}

plot x
