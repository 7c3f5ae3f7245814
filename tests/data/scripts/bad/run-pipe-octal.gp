# gp.source: < spelt by an escape
plot "\074id"
